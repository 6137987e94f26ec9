import { expect, test } from "vitest";
import { isFinal, reasonOf } from "../src/channels/refusal";

test("asking again is of no use where one must not or cannot be", () => {
  for (const reason of ["forbidden", "unknown challenge", "unknown chat", "invalid room name"]) {
    expect(isFinal(reason)).toBe(true);
  }
  for (const reason of ["join crashed", "overloaded", "no answer"]) {
    expect(isFinal(reason)).toBe(false);
  }
});

test("reasons come under either name, or not at all", () => {
  expect(reasonOf({ reason: "forbidden" })).toBe("forbidden");
  expect(reasonOf({ error: "too long" })).toBe("too long");
  expect(reasonOf({})).toBe("the server refused");
  expect(reasonOf(undefined)).toBe("the server refused");
});

test("tells when a message that was refused for its rate may be sent again", () => {
  const error = "Too many messages. Try again in 12 seconds";
  expect(reasonOf({ reason: "rate_limited", error, retry_after: 12 })).toBe(error);
  expect(isFinal(error)).toBe(false);
});
