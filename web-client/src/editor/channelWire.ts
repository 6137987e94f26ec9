import type { Channel } from "phoenix";
import { ask, type Answer } from "../channels/ask";
import type { DocumentAnswer, PushAnswer, Wire } from "./wire";

/** Speaks for a CollabClient over the channel that is joined now. */
export function channelWire(
  current: () => Channel | undefined,
  maxBytes: () => number | undefined,
): Wire {
  return {
    push(version, updates, answered) {
      const channel = current();
      if (!channel) return;
      ask(channel, "document:push", { version, updates, rebase: true }, (answer) =>
        answered(pushAnswer(answer)),
      );
    },
    pull(from, answered) {
      const channel = current();
      if (!channel) return;
      ask<DocumentAnswer>(channel, "document:pull", { version: from }, (answer) =>
        answered(answer.status === "ok" ? answer.value : undefined),
      );
    },
    maxBytes,
    later: (delayMs, action) => void setTimeout(action, delayMs),
  };
}

/** What a CollabClient is told of an answer. */
export function pushAnswer(answer: Answer<unknown>): PushAnswer {
  if (answer.status === "lost") return { status: "lost" };
  const { version, limit, retry_after } = (answer.value ?? {}) as {
    version?: number;
    limit?: number;
    retry_after?: number;
  };
  if (answer.status === "ok") return { status: "ok", version: version ?? -1 };
  switch (answer.reason) {
    case "stale":
      return { status: "stale", version: version ?? -1 };
    case "invalid":
      return { status: "invalid" };
    case "too_large":
      return { status: "too_large", limit: limit ?? 0 };
    default:
      return { status: "refused", reason: answer.reason, retryAfterSeconds: retry_after };
  }
}
