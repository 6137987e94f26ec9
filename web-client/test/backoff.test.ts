import { expect, test } from "vitest";
import { Backoff } from "../src/socket/backoff";

test("waits longer the more attempts fail, and no longer than five seconds", () => {
  const backoff = new Backoff();
  expect([1, 2, 3, 9, 10, 1000].map((tries) => backoff.waitMs(tries))).toEqual([
    10, 50, 100, 2_000, 5_000, 5_000,
  ]);
});

test("a connection that only opens is no success", () => {
  const backoff = new Backoff();
  const waits = [];
  for (let i = 0; i < 12; i++) {
    // phoenix.js begins anew with each connection that opens.
    waits.push(backoff.waitMs(1));
    backoff.failed();
  }
  expect(waits).toEqual([10, 50, 100, 150, 200, 250, 500, 1_000, 2_000, 5_000, 5_000, 5_000]);
});

test("an answer is a success", () => {
  const backoff = new Backoff();
  for (let i = 0; i < 12; i++) backoff.failed();
  backoff.refused();
  expect(backoff.waitMs(1)).toBe(30_000);
  backoff.answered();
  expect(backoff.waitMs(1)).toBe(10);
});
