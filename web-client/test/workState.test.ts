import { expect, test } from "vitest";
import { syncOf, workState } from "../src/challenges/workState";
import { pushAnswer } from "../src/editor/channelWire";

const JOINED = { status: "joined" } as const;
const NOON = new Date(2026, 0, 31, 12, 0, 0).getTime();

test("says why work is not saved, and when it is sent again", () => {
  const reason = "Too many changes. Try again in 12 seconds";
  const at = new Date(NOON + 12_000).toLocaleTimeString([], { timeStyle: "medium" });
  expect(workState(syncOf("failed", { reason, retryMs: 12_000 }, NOON), JOINED)).toBe(
    `Not saved: too many changes. Kept here, sent again at ${at}`,
  );
  expect(workState(syncOf("failed", undefined, NOON), JOINED)).toBe("Not saved");
  expect(workState({ status: "saved" }, JOINED)).toBe("Saved");
});

test("a refusal has what the server says of it", () => {
  const error = "Too many changes. Try again in 12 seconds";
  const value = { reason: "rate_limited", error, retry_after: 12 };
  expect(pushAnswer({ status: "error", reason: error, value })).toEqual({
    status: "refused",
    reason: error,
    retryAfterSeconds: 12,
  });
  expect(pushAnswer({ status: "error", reason: "too many messages", value: null })).toEqual({
    status: "refused",
    reason: "too many messages",
    retryAfterSeconds: undefined,
  });
});
