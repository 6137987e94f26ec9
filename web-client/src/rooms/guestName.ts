import { useSyncExternalStore } from "react";

const KEY = "roostNickname";
const listeners = new Set<() => void>();

/** The name a guest goes by in this tab. */
export function useGuestName(): [string | undefined, (name: string) => void] {
  const name = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => sessionStorage.getItem(KEY) ?? undefined,
  );
  return [name, choose];
}

function choose(name: string): void {
  sessionStorage.setItem(KEY, name);
  listeners.forEach((listener) => listener());
}
