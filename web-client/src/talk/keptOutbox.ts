import { createStore, get, update } from "idb-keyval";
import type { OutboxStorage, Outgoing } from "./outbox";

let store: ReturnType<typeof createStore> | undefined;

/** Keeps the messages of a room in the browser until the server has them. */
export function keptOutbox(room: string): OutboxStorage {
  const change = (how: (kept: Outgoing[]) => Outgoing[]) => {
    // Without storage, the messages live as long as the page.
    Promise.resolve()
      .then(() => update<Outgoing[]>(room, (kept = []) => how(kept), opened()))
      .catch(() => {});
  };
  return {
    async read() {
      try {
        return (await get<Outgoing[]>(room, opened())) ?? [];
      } catch {
        return [];
      }
    },
    put(item) {
      change((kept) =>
        kept.some(({ id }) => id === item.id)
          ? kept.map((known) => (known.id === item.id ? item : known))
          : [...kept, item],
      );
    },
    remove: (id) => change((kept) => kept.filter((known) => known.id !== id)),
  };
}

function opened(): ReturnType<typeof createStore> {
  return (store ??= createStore("roost-outbox", "messages"));
}
