import { expect, test } from "vitest";
import { beginning, matches, withCase } from "../src/challenges/testCases";

test("whitespace at the end of lines and of the text does not count", () => {
  expect(matches("1 \n2\t\n\n", "1\n2")).toBe(true);
  expect(matches("1\r\n2", "1\n2\n")).toBe(true);
  expect(matches("", "\n \n")).toBe(true);
  expect(matches("é\n", "é")).toBe(true);
});

test("all other whitespace counts", () => {
  expect(matches(" 1", "1")).toBe(false);
  expect(matches("1\n\n2", "1\n2")).toBe(false);
  expect(matches("1  2", "1 2")).toBe(false);
  expect(matches("\n1", "1")).toBe(false);
});

test("the beginning of a text ends before a character that does not fit", () => {
  expect(beginning("abc", 3)).toBe("abc");
  expect(beginning("abcd", 3)).toBe("abc");
  expect(beginning("aé", 2)).toBe("a");
  expect(beginning("a😀b", 5)).toBe("a😀");
});

test("a saved case takes the place of the one before it", () => {
  const one = { id: 1, name: "", input: "", expected: "" };
  const two = { ...one, id: 2 };
  const changed = { ...one, name: "zero" };
  expect(withCase([one, two], changed)).toEqual([changed, two]);
  expect(withCase([two], one)).toEqual([one, two]);
});
