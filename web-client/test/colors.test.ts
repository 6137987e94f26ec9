import { expect, test } from "vitest";
import { colorOf } from "../src/ui/colors";

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function luminanceOf(color: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = parts.map((s) =>
    s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

test("everyone's colour can be read on black and on white", () => {
  for (let id = 1; id < 500; id++) {
    const luminance = luminanceOf(colorOf(id));
    expect(contrast(luminance, 1)).toBeGreaterThan(4.4);
    expect(contrast(luminance, 0)).toBeGreaterThan(4.4);
  }
});

test("an id means the same as a number and as text; names have colours too", () => {
  expect(colorOf("7")).toBe(colorOf(7));
  expect(colorOf("Ada")).toMatch(/^#[0-9a-f]{6}$/);
  expect(colorOf("Ada")).not.toBe(colorOf("Bob"));
});
