import { useSyncExternalStore } from "react";
import { serverPath } from "../app/base";
import type { UnreadMessage } from "../api/types";

const KEY = "roostMentionNotifications";
const listeners = new Set<() => void>();

/** Whether the reader wants to be told of mentions, and the browser lets the page. */
function wanted(): boolean {
  return (
    "Notification" in window &&
    localStorage.getItem(KEY) === "on" &&
    Notification.permission === "granted"
  );
}

async function want(on: boolean): Promise<void> {
  const granted = on && (await Notification.requestPermission()) === "granted";
  localStorage.setItem(KEY, granted ? "on" : "off");
  listeners.forEach((listener) => listener());
}

export function useMentionNotifications(): [boolean, (on: boolean) => Promise<void>] {
  const on = useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, wanted);
  return [on, want];
}

/** Tells of a message that mentions the reader, outside of the page. */
export function notify(message: UnreadMessage, room: string): void {
  if (!wanted()) return;
  const notification = new Notification(`${message.author} mentioned you`, {
    body: `In ${room}`,
    icon: serverPath("favicon.svg"),
    // Several of one room are one notification.
    tag: message.topic,
  });
  notification.onclick = () => {
    window.focus();
    window.location.assign(pageOf(message.topic));
    notification.close();
  };
}

function pageOf(topic: string): string {
  const [kind = "", ...name] = topic.split(":");
  const pages: Record<string, string> = { chat: "chats", challenges: "challenges", room: "rooms" };
  return serverPath(`${pages[kind]}/${encodeURIComponent(name.join(":"))}`);
}

/** Whether a text mentions this first name; the server finds mentions the same way. */
export function mentions(text: string, firstName: string): boolean {
  const escaped = firstName.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])@${escaped}(?![\\p{L}\\p{N}])`, "iu").test(text);
}
