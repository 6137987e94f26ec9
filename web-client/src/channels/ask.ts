import type { Channel } from "phoenix";
import { reasonOf } from "./refusal";

export type Answer<T> =
  | { status: "ok"; value: T }
  | { status: "error"; reason: string; value: unknown }
  | { status: "lost" };

/** How long the server may take to answer a push that may be sent again. */
export const REPEATABLE_MS = 5_000;

/** Pushes and hands on the one answer; without one it is lost after a time, by default phoenix's. */
export function ask<T>(
  channel: Channel,
  event: string,
  payload: object | string,
  answered: (answer: Answer<T>) => void,
  timeoutMs?: number,
): void {
  channel
    // Payloads may be any JSON, whatever the types say.
    .push(event, payload as object, timeoutMs)
    .receive("ok", (value: T) => answered({ status: "ok", value }))
    .receive("error", (value: unknown) =>
      answered({ status: "error", reason: reasonOf(value), value }),
    )
    .receive("timeout", () => answered({ status: "lost" }));
}
