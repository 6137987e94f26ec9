import { useCallback, useState } from "react";
import type { Status } from "./RoomPeople";

const STATUSES: readonly string[] = ["online", "away", "busy"] satisfies Status[];

/** The chosen status of a person, kept across page loads. */
export function useKeptStatus(person: string): [Status, (status: Status) => void] {
  const key = `roostStatus:${person}`;
  const [status, setStatus] = useState<Status>(() => {
    const kept = localStorage.getItem(key) ?? "";
    return STATUSES.includes(kept) ? (kept as Status) : "online";
  });
  const choose = useCallback(
    (chosen: Status) => {
      setStatus(chosen);
      localStorage.setItem(key, chosen);
    },
    [key],
  );
  return [status, choose];
}
