import { expect, test } from "vitest";
import { lineParts } from "../src/talk/lineLinks";

const lines = (text: string) => lineParts(text).flatMap(({ line }) => line ?? []);

test("a message names lines", () => {
  expect(lineParts("see L12, then line 3.")).toEqual([
    { text: "see " },
    { text: "L12", line: 12 },
    { text: ", then " },
    { text: "line 3", line: 3 },
    { text: "." },
  ]);
  expect(lines("Line 7 and lines 8-9")).toEqual([7, 8]);
});

test("other words and numbers are none", () => {
  for (const text of ["XL5", "l12", "outline 3", "L0", "line 0", "L1234567", "HTML5", "line"]) {
    expect(lines(text)).toEqual([]);
    expect(lineParts(text)).toEqual([{ text }]);
  }
});
