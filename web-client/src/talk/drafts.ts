import { createStore, del, get, set } from "idb-keyval";

const DATABASE = "roost-drafts";

/** Messages that are being written: kept in the browser until they are sent. */
export interface Drafts {
  read(key: string): Promise<string>;
  write(key: string, text: string): void;
}

let store: ReturnType<typeof createStore> | undefined;

// A browser may have no storage, or forbid it: drafts live as long as the page then.
export const drafts: Drafts = {
  async read(key) {
    try {
      return (await get<string>(key, opened())) ?? "";
    } catch {
      return "";
    }
  },
  write(key, text) {
    Promise.resolve()
      .then(() => (text === "" ? del(key, opened()) : set(key, text, opened())))
      .catch(() => {});
  },
};

function opened(): ReturnType<typeof createStore> {
  return (store ??= createStore(DATABASE, "drafts"));
}
