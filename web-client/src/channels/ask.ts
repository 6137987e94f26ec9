import type { Channel } from "phoenix";
import { reasonOf } from "./refusal";

export type Answer<T> =
  | { status: "ok"; value: T }
  | { status: "error"; reason: string; value: unknown }
  | { status: "lost" };

/** Pushes and hands on the one answer; without one it is lost after phoenix's timeout. */
export function ask<T>(
  channel: Channel,
  event: string,
  payload: object | string,
  answered: (answer: Answer<T>) => void,
): void {
  channel
    // Payloads may be any JSON, whatever the types say.
    .push(event, payload as object)
    .receive("ok", (value: T) => answered({ status: "ok", value }))
    .receive("error", (value: unknown) =>
      answered({ status: "error", reason: reasonOf(value), value }),
    )
    .receive("timeout", () => answered({ status: "lost" }));
}
