import { Presence, type Channel } from "phoenix";
import { useCallback, useState } from "react";

export type Present<Meta> = Meta & { key: string };

/** For a person who is present several times: the meta that is typing, or else one that is not away. */
function mostPresent<Meta extends object>(metas: Meta[]): Meta {
  const states = metas as { typing?: boolean; away?: boolean }[];
  const index = states.findIndex(({ typing }) => typing);
  return metas[
    index >= 0
      ? index
      : Math.max(
          0,
          states.findIndex(({ away }) => !away),
        )
  ]!;
}

/**
 * Who is in a channel: one meta of each. `track` is to be called with the channel before it is
 * joined, for the first state comes with the join.
 */
export function usePresence<Meta extends object>(): {
  people: Present<Meta>[];
  synced: boolean;
  track: (channel: Channel) => void;
} {
  const [shown, setShown] = useState<{ people: Present<Meta>[]; synced: boolean }>({
    people: [],
    synced: false,
  });

  const track = useCallback((channel: Channel) => {
    setShown({ people: [], synced: false });
    const presence = new Presence(channel);
    presence.onSync(() => {
      const people = presence.list((key: string, { metas }: { metas: Meta[] }) => ({
        ...mostPresent(metas),
        key,
      }));
      setShown({ people, synced: true });
    });
  }, []);

  return { ...shown, track };
}
