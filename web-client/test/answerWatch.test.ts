import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  AnswerWatch,
  ASK_AFTER_MS,
  RECONNECT_AFTER_MS,
  SILENT_AFTER_MS,
} from "../src/socket/answerWatch";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watched() {
  const events: string[] = [];
  const watch: AnswerWatch = new AnswerWatch({
    // A question is a push like any other.
    ask: () => {
      events.push("ask");
      watch.sent();
    },
    changed: (silent) => events.push(silent ? "silent" : "answers"),
    reconnect: () => events.push("reconnect"),
  });
  return { watch, events };
}

test("asks for an answer when a push has none, and notices when none comes", () => {
  const { watch, events } = watched();
  watch.sent();
  vi.advanceTimersByTime(ASK_AFTER_MS);
  expect(events).toEqual(["ask"]);
  vi.advanceTimersByTime(SILENT_AFTER_MS);
  expect(events).toEqual(["ask", "silent"]);
  vi.advanceTimersByTime(RECONNECT_AFTER_MS);
  expect(events).toEqual(["ask", "silent", "reconnect"]);
  vi.advanceTimersByTime(60_000);
  expect(events).toHaveLength(3);
});

test("anything that comes is an answer", () => {
  const { watch, events } = watched();
  watch.sent();
  vi.advanceTimersByTime(ASK_AFTER_MS - 1);
  watch.heard();
  vi.advanceTimersByTime(60_000);
  expect(events).toEqual([]);
});

test("an answer that comes late ends the trouble", () => {
  const { watch, events } = watched();
  watch.sent();
  vi.advanceTimersByTime(ASK_AFTER_MS + SILENT_AFTER_MS);
  watch.heard();
  vi.advanceTimersByTime(60_000);
  expect(events).toEqual(["ask", "silent", "answers"]);
});

test("the first push without an answer counts, not the last", () => {
  const { watch, events } = watched();
  watch.sent();
  vi.advanceTimersByTime(ASK_AFTER_MS - 1);
  watch.sent();
  vi.advanceTimersByTime(1);
  expect(events).toEqual(["ask"]);
});
