import { expect, test } from "vitest";
import { changeBetween } from "../src/textChange";

test.each([
  ["typing", "let a", "let ab", { from: 5, to: 5, insert: "b" }],
  ["typing in the middle", "ac", "abc", { from: 1, to: 1, insert: "b" }],
  ["deleting", "abc", "ac", { from: 1, to: 2, insert: "" }],
  ["replacing", "let a = 1;", "let b = 1;", { from: 4, to: 5, insert: "b" }],
  ["repeating what is there", "aa", "aaa", { from: 2, to: 2, insert: "a" }],
  ["emptying", "abc", "", { from: 0, to: 3, insert: "" }],
  ["beginning", "", "abc", { from: 0, to: 0, insert: "abc" }],
])("%s", (_, before, after, change) => {
  expect(changeBetween(before, after)).toEqual(change);
});

test("equal texts need no change", () => {
  expect(changeBetween("abc", "abc")).toBeUndefined();
});

// 🎈 and 🎉 share their first half; 🎈 and 𝌈 share their second.
test.each([
  ["a🎈b", "a🎉b"],
  ["a🎈b", "a\u{1d308}b"],
  ["🎈", "🎉🎈"],
  ["🎈🎈", "🎈"],
])("no change parts a character: %s, %s", (before, after) => {
  const change = changeBetween(before, after)!;
  const parts = [before.slice(0, change.from), before.slice(change.to), change.insert];
  expect(parts.some((part) => /\p{Surrogate}/u.test(part))).toBe(false);
  expect(parts[0]! + change.insert + parts[1]!).toBe(after);
});
