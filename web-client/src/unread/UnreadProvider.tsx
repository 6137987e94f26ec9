import { createContext, useContext, useMemo, useSyncExternalStore, type ReactNode } from "react";
import { showUnreadInTitle } from "../ui/usePage";
import { total, UnreadStore } from "./unreadStore";

const UnreadContext = createContext<UnreadStore>(new UnreadStore());

/** Knows what the reader has not seen, and says so in the window's title. */
export function UnreadProvider({
  userId,
  children,
}: {
  userId: number | undefined;
  children: ReactNode;
}) {
  const store = useMemo(() => {
    const created = new UnreadStore(userId);
    created.subscribe(() => showUnreadInTitle(total(created.counts)));
    showUnreadInTitle(0);
    return created;
  }, [userId]);
  return <UnreadContext value={store}>{children}</UnreadContext>;
}

export function useUnreadStore(): UnreadStore {
  return useContext(UnreadContext);
}

/** The numbers of unread messages by topic. */
export function useUnread(): ReadonlyMap<string, number> {
  const store = useUnreadStore();
  return useSyncExternalStore(
    (changed) => store.subscribe(changed),
    () => store.counts,
  );
}
