import { Fragment, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "../ui/Button";
import { dayOf } from "../ui/time";
import { mentions } from "../unread/mentions";
import { shown } from "../unread/unreadStore";
import type { Line } from "./line";
import { MessageItem } from "./MessageItem";
import type { Outbox, Outgoing } from "./outbox";
import { OutgoingMessage } from "./OutgoingMessage";
import type { Conversation } from "./useConversation";

interface Props {
  label: string;
  /** With the names that tell their authors apart. */
  lines: readonly Line[];
  conversation: Conversation;
  outgoing: readonly Outgoing[];
  outbox: Outbox;
  /** Shown while there is nothing to show. */
  empty: string;
  /** What to call the reader. */
  self?: string;
  reader?: { id: number; first_name: string } | undefined;
  /** Why the reader cannot edit messages and react, in words; empty if they can. */
  readOnly?: string;
  /** Whether the reader owns the room, and may delete the messages of others. */
  owner?: boolean;
}

const NEAR_BOTTOM_PX = 80;

/** The messages of a room, new ones at the bottom; read out as they come. */
export function MessageList(props: Props) {
  const {
    label,
    lines,
    conversation,
    outgoing,
    outbox,
    empty,
    self = "me",
    reader,
    readOnly = "",
    owner = false,
  } = props;
  const { firstNew, unseen, setAtEnd, older } = conversation;
  const list = useRef<HTMLDivElement>(null);
  const atBottom = useRef(true);
  const count = lines.length + outgoing.length;
  const first = lines[0]?.key;
  const before = useRef<{ first: string | undefined; height: number }>({ first, height: 0 });
  const [day, setDay] = useState(() => dayOf(new Date()));

  // "Today" is another day after midnight.
  useEffect(() => {
    const timer = setInterval(() => setDay(dayOf(new Date())), 60_000);
    return () => clearInterval(timer);
  }, []);

  const toBottom = () => list.current?.scrollTo({ top: list.current.scrollHeight });

  useLayoutEffect(() => {
    const frame = list.current;
    if (!frame) return;
    if (atBottom.current) {
      toBottom();
    } else if (before.current.first !== first) {
      // Keep the visible messages in place when older ones come above them.
      frame.scrollTop += frame.scrollHeight - before.current.height;
    }
    before.current = { first, height: frame.scrollHeight };
  }, [count, first, day]);

  // Text that is rendered, or a list that is shown again, changes the height.
  useEffect(() => {
    const frame = list.current;
    if (!frame) return;
    const observer = new ResizeObserver(() => {
      if (atBottom.current) toBottom();
    });
    observer.observe(frame);
    if (frame.lastElementChild) observer.observe(frame.lastElementChild);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    // Always show the user's own message.
    toBottom();
  }, [outgoing.length]);

  return (
    <div className="messages-box">
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
          setAtEnd(atBottom.current);
        }}
      >
        {older.more && (
          <p className="older">
            <Button kind="link" disabled={older.loading} testId="older" onClick={older.load}>
              {older.loading ? "Loading…" : "Show older messages"}
            </Button>
          </p>
        )}
        {count === 0 && <p className="messages-empty">{empty}</p>}
        <ol className="messages">
          {lines.map((line, index) => {
            const above = lines[index - 1];
            const newDay =
              line.at && (!above?.at || dayOf(above.at) !== dayOf(line.at))
                ? dayOf(line.at)
                : undefined;
            return (
              <Fragment key={line.key}>
                {newDay && (
                  <li className="separator" data-testid="day">
                    {newDay}
                  </li>
                )}
                {line.key === firstNew && (
                  <li className="separator new" data-testid="new-messages">
                    New messages
                  </li>
                )}
                <MessageItem
                  line={line}
                  follows={!newDay && above?.authorKey === line.authorKey && line.key !== firstNew}
                  mentioned={
                    reader !== undefined && !line.mine && mentions(line.text, reader.first_name)
                  }
                  self={self}
                  userId={reader?.id}
                  readOnly={readOnly}
                  edit={conversation.edit}
                  react={conversation.react}
                  remove={conversation.remove}
                  mayRemove={line.mine || owner}
                />
              </Fragment>
            );
          })}
          {outgoing.map((item) => (
            <OutgoingMessage key={item.id} item={item} outbox={outbox} self={self} />
          ))}
        </ol>
      </div>
      {unseen > 0 && (
        <div className="to-new">
          <Button kind="primary" testId="to-new" onClick={toBottom}>
            {shown(unseen)} new {unseen === 1 ? "message" : "messages"} ↓
          </Button>
        </div>
      )}
    </div>
  );
}
