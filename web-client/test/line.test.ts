import { expect, test } from "vitest";
import { merged, type Line } from "../src/talk/line";

const line = (order: number, text = `${order}`): Line => ({
  key: `${order}`,
  order,
  author: "Ada",
  authorKey: "1",
  mine: false,
  text,
});

test("shows each message once and in order, however it is told", () => {
  const known = [line(1), line(3)];
  const lines = merged(known, [line(4), line(2), line(3, "told anew")]);
  expect(lines.map(({ text }) => text)).toEqual(["1", "2", "told anew", "4"]);
});

test("keeps the latest when there are very many", () => {
  const lines = merged(
    [],
    Array.from({ length: 10_200 }, (_, order) => line(order)),
  );
  expect(lines.length).toBe(10_000);
  expect(lines.at(-1)?.order).toBe(10_199);
});
