import type { Channel } from "phoenix";
import { useEffect, useState } from "react";
import type { PeopleHere } from "../api/types";
import { useChannel } from "../channels/useChannel";

/** The server watches so many rooms for a list. */
const MAX_TOPICS = 200;

/**
 * The people in rooms, by topic, as the server tells of them while the page is visible. Empty for
 * guests, who have no connection in a list.
 */
export function usePeople(topics: readonly string[]): ReadonlyMap<string, PeopleHere> {
  const [people, setPeople] = useState<ReadonlyMap<string, PeopleHere>>(new Map());
  const { channel, state } = useChannel("lists", {
    listen(entered: Channel) {
      entered.on("people:changed", ({ rooms }: { rooms: Record<string, PeopleHere> }) =>
        setPeople((known) => new Map([...known, ...Object.entries(rooms)])),
      );
    },
  });
  const joined = state.status === "joined";
  const watched = JSON.stringify(topics.slice(0, MAX_TOPICS));

  useEffect(() => {
    if (!channel || !joined) return;
    const watch = () =>
      channel.push("people:watch", {
        topics: document.hidden ? [] : (JSON.parse(watched) as string[]),
      });
    watch();
    document.addEventListener("visibilitychange", watch);
    return () => document.removeEventListener("visibilitychange", watch);
  }, [channel, joined, watched]);

  return people;
}
