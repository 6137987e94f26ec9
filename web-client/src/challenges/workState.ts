import type { ChannelState } from "../channels/useChannel";
import type { Refusal, SyncStatus } from "../editor/collabClient";

/** How far one's work has got; where it was refused, why, and when it is sent again. */
export interface Sync {
  status: SyncStatus;
  refusal?: { reason: string; retryAt: Date };
}

export function syncOf(status: SyncStatus, refusal: Refusal | undefined, now: number): Sync {
  return refusal
    ? { status, refusal: { reason: refusal.reason, retryAt: new Date(now + refusal.retryMs) } }
    : { status };
}

/** The same in words. */
export function workState({ status, refusal }: Sync, channel: ChannelState): string {
  if (channel.status === "refused") return "";
  switch (status) {
    case "loading":
      return "Opening…";
    case "saved":
      return channel.status === "joined" ? "Saved" : "Away, your edits will be kept";
    case "saving":
      return "Saving…";
    case "waiting":
      return "Not sent yet, kept here";
    case "too_large":
      return "Too long to be saved";
    case "failed":
      return refusal ? `Not saved: ${refused(refusal.reason, refusal.retryAt)}` : "Not saved";
  }
}

const WORDS: Record<string, string> = {
  locked: "the text is locked",
  forbidden: "you can only view this challenge",
  archived: "the challenge is archived",
};

function refused(reason: string, retryAt: Date): string {
  // The server says how long to wait from then on, which is wrong a second later.
  const why = WORDS[reason] ?? reason.replace(/\. Try again in .*$/, "");
  const time = retryAt.toLocaleTimeString([], { timeStyle: "medium" });
  return `${why.charAt(0).toLowerCase()}${why.slice(1)}. Kept here, sent again at ${time}`;
}
