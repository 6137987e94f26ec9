import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Outbox, type Outgoing, type Send } from "./outbox";

/** The outbox of a room. It sends while `ready`. */
export function useOutbox(
  name: string,
  options: { history: boolean; ready: boolean; send: Send },
): { outbox: Outbox; outgoing: readonly Outgoing[] } {
  const [outbox] = useState(
    () => new Outbox({ history: options.history, storage: storageFor(`roostOutbox:${name}`) }),
  );
  const send = useRef(options.send);
  send.current = options.send;

  useEffect(() => {
    if (!options.ready) return;
    outbox.ready((text, answered) => send.current(text, answered));
    return () => outbox.unready();
  }, [outbox, options.ready]);

  const outgoing = useSyncExternalStore(
    (changed) => outbox.subscribe(changed),
    () => outbox.items,
  );
  return { outbox, outgoing };
}

function storageFor(key: string) {
  return {
    read: () => sessionStorage.getItem(key),
    write(json: string) {
      try {
        if (json === "[]") sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, json);
      } catch {
        // Storage is full or forbidden: the messages live as long as the page then.
      }
    },
  };
}
