import { expect, test } from "vitest";
import { withLevels, type Caret } from "../src/editor/peerCursors";

function caret(name: string, line: number, column: number): Caret {
  return { name, color: "#112233", at: line * 100 + column, line, column, level: 0 };
}

const levels = (carets: Caret[]) =>
  Object.fromEntries(withLevels(carets).map(({ name, level }) => [name, level]));

test("names at one place have levels of their own, whatever order they come in", () => {
  const [ada, bob, cleo] = [caret("Ada", 1, 4), caret("Bob", 1, 4), caret("Cleo", 1, 4)];
  expect(levels([bob, cleo, ada])).toEqual({ Ada: 0, Bob: 1, Cleo: 2 });
});

test("a name is above another one that it would cover, and beside one that ends before it", () => {
  expect(levels([caret("Ada", 1, 0), caret("Bob", 1, 3), caret("Cleo", 1, 8)])).toEqual({
    Ada: 0,
    Bob: 1,
    Cleo: 0,
  });
});

test("names in different lines are at the lowest level", () => {
  expect(levels([caret("Ada", 1, 4), caret("Bob", 2, 4)])).toEqual({ Ada: 0, Bob: 0 });
});
