import { Presence, type Channel } from "phoenix";
import { useCallback, useState } from "react";

export type Present<Meta> = Meta & { key: string };

/**
 * Who is in a channel: the first meta of each. `track` is to be called with the channel before it is
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
        ...metas[0]!,
        key,
      }));
      setShown({ people, synced: true });
    });
  }, []);

  return { ...shown, track };
}
