import { expect, test } from "vitest";
import { refreshed } from "../src/api/usePaged";

const items = (...ids: number[]) => ids.map((id) => ({ id }));

test("a refreshed list has the first page as it is now", () => {
  expect(refreshed(items(1, 2, 3), { items: items(1, 3, 4), next: undefined })).toEqual(
    items(1, 3, 4),
  );
  expect(refreshed(items(1), { items: [], next: undefined })).toEqual([]);
});

test("and the later pages as they were", () => {
  expect(refreshed(items(1, 2, 3, 4), { items: items(1, 3), next: 3 })).toEqual(items(1, 3, 4));
});

test("a refreshed list in the order of activity has every room once", () => {
  expect(refreshed(items(5, 4, 3, 2), { items: items(2, 5), next: "9-5" })).toEqual(
    items(2, 5, 4, 3),
  );
});
