import { useEffect, useLayoutEffect, useRef } from "react";
import { colorOf } from "../ui/colors";
import type { Line } from "./line";
import type { Outbox, Outgoing } from "./outbox";
import { OutgoingMessage } from "./OutgoingMessage";
import { clockTime } from "../ui/time";

interface Props {
  label: string;
  lines: readonly Line[];
  outgoing: readonly Outgoing[];
  outbox: Outbox;
  /** Shown while there is nothing to show. */
  empty: string;
  /** What to call the reader. */
  self?: string;
}

const NEAR_BOTTOM_PX = 80;

/** The messages of a room, new ones at the bottom; read out as they come. */
export function MessageList({ label, lines, outgoing, outbox, empty, self = "me" }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const atBottom = useRef(true);
  const count = lines.length + outgoing.length;

  useLayoutEffect(() => {
    if (atBottom.current) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [count]);
  useEffect(() => {
    // Always show the user's own message.
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [outgoing.length]);

  return (
    <div
      ref={list}
      className="messages-frame"
      role="log"
      aria-live="polite"
      aria-label={label}
      tabIndex={0}
      data-testid="messages"
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atBottom.current = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX;
      }}
    >
      {count === 0 && <p className="messages-empty">{empty}</p>}
      <ol className="messages">
        {lines.map((line, index) => (
          <MessageItem key={line.key} line={line} before={lines[index - 1]} self={self} />
        ))}
        {outgoing.map((item) => (
          <OutgoingMessage key={item.id} item={item} outbox={outbox} self={self} />
        ))}
      </ol>
    </div>
  );
}

function MessageItem({
  line,
  before,
  self,
}: {
  line: Line;
  before: Line | undefined;
  self: string;
}) {
  const follows = before?.authorKey === line.authorKey;
  return (
    <li
      className="message"
      data-mine={line.mine}
      data-follows={follows}
      data-testid="message"
      style={{ "--person": colorOf(line.authorKey) }}
    >
      <p className="message-head">
        <strong className="message-author" data-testid="message-author">
          {line.mine ? self : line.author}
        </strong>
        {line.guest && (
          <span className="chip small" data-testid="message-guest">
            guest
          </span>
        )}
        {line.at && <time dateTime={line.at.toISOString()}>{clockTime(line.at)}</time>}
      </p>
      <p className="bubble" data-testid="message-text">
        {line.text}
      </p>
    </li>
  );
}
