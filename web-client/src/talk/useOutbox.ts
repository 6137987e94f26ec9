import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { keptOutbox } from "./keptOutbox";
import { Outbox, type Outgoing, type Send } from "./outbox";

/** The outbox of a room. It sends while `ready`. */
export function useOutbox(
  name: string,
  options: { history: boolean; ready: boolean; send: Send },
): { outbox: Outbox; outgoing: readonly Outgoing[] } {
  const [outbox] = useState(
    () => new Outbox({ history: options.history, storage: keptOutbox(name) }),
  );
  const send = useRef(options.send);
  send.current = options.send;

  useEffect(() => {
    if (!options.ready) return;
    outbox.ready((message, answered) => send.current(message, answered));
    return () => outbox.unready();
  }, [outbox, options.ready]);

  const outgoing = useSyncExternalStore(
    (changed) => outbox.subscribe(changed),
    () => outbox.items,
  );
  return { outbox, outgoing };
}
