import { expect, test } from "vitest";
import { charactersLeft, messageLength } from "../src/talk/messageLength";

test("counts code points, as the server does", () => {
  expect(messageLength("owl")).toBe(3);
  expect(messageLength("🦉🦉")).toBe(2);
  // A family is several code points that are drawn as one.
  expect(messageLength("👨‍👩‍👧")).toBe(5);
});

test("tells what is left near the limit only", () => {
  expect(charactersLeft("🦉".repeat(89), 100)).toBeUndefined();
  expect(charactersLeft("🦉".repeat(90), 100)).toBe(10);
  expect(charactersLeft("🦉".repeat(100), 100)).toBe(0);
  expect(charactersLeft("🦉".repeat(103), 100)).toBe(-3);
});
