import { shown } from "./unreadStore";

/** The number of unread messages, where there are any. */
export function UnreadMark({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="unread" data-testid="unread">
      {shown(count)}
      <span className="visually-hidden"> unread</span>
    </span>
  );
}
