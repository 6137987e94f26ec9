import type { Channel } from "phoenix";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useKnownSettings } from "../app/SettingsProvider";
import { ask } from "../channels/ask";
import { useUnreadStore } from "../unread/UnreadProvider";
import { useLatest } from "../ui/useLatest";
import { merged, type Line } from "./line";

const PAGE_SIZE = 50;
/** Many messages that are read one after the other are told as one. */
const READ_PAUSE_MS = 1_000;

interface Options<Message> {
  topic: string;
  channel: Channel | undefined;
  joined: boolean;
  lineOf: (message: Message) => Line;
  /** Whether the server keeps the messages. */
  kept: boolean;
  /** Whether the server keeps what this reader has read. */
  member: boolean;
  /** Whether the reader can see the messages. */
  shown?: boolean;
}

/** The state and actions of a message list, apart from the incoming messages. */
export interface Conversation {
  lines: readonly Line[];
  /** The first message that the reader had not seen when it came. */
  firstNew: string | undefined;
  unseen: number;
  /** The reader sees the end of the list, or does not. */
  setAtEnd: (atEnd: boolean) => void;
  older: { more: boolean; loading: boolean; load: () => void };
  /** Resolves with what went wrong. */
  edit: (line: Line, text: string) => Promise<string | undefined>;
  react: (line: Line, reaction: string, on: boolean) => void;
  remove: (line: Line) => void;
}

/** The messages of a room: those that came, older ones, and how far the reader has seen them. */
export function useConversation<Message>(options: Options<Message>): Conversation & {
  told: (messages: readonly Message[], history?: boolean) => Line[];
  /** A message is no more. */
  deleted: (id: number) => void;
} {
  const { topic, channel, joined, kept, member, shown = true } = options;
  const store = useUnreadStore();
  const latest = useLatest(options);
  const { max_chat_messages = Infinity } = useKnownSettings();
  const pageLength = useLatest(max_chat_messages);
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [more, setMore] = useState(false);
  const [loading, setLoading] = useState(false);
  const [atEnd, setAtEnd] = useState(true);
  const [hidden, setHidden] = useState(document.hidden);
  const [seenOrder, setSeenOrder] = useState<number>();
  const [firstNew, setFirstNew] = useState<string>();
  const historyTold = useRef(false);

  const told = useCallback(
    (messages: readonly Message[], history = false): Line[] => {
      const lately = messages.map(latest.current.lineOf);
      setLines((known) => merged(known, lately));
      if (history && !historyTold.current) {
        historyTold.current = true;
        setMore(messages.length >= pageLength.current);
        // Messages that came while the reader was away, as counted by the server.
        const others = lately.filter(({ mine }) => !mine);
        const unread = Math.min(store.counted(latest.current.topic), others.length);
        if (unread > 0) setFirstNew(others[others.length - unread]!.key);
        setSeenOrder((known) => known ?? lately.at(-1)?.order ?? 0);
      }
      return lately;
    },
    [latest, store, pageLength],
  );

  const deleted = useCallback(
    (id: number) => setLines((known) => known.filter((line) => line.id !== id)),
    [],
  );

  useEffect(() => {
    const changed = () => setHidden(document.hidden);
    document.addEventListener("visibilitychange", changed);
    return () => document.removeEventListener("visibilitychange", changed);
  }, []);

  // -- What was seen

  const newest = lines.at(-1)?.order ?? 0;
  const seesAll = atEnd && !hidden && shown;
  if (seesAll && seenOrder !== undefined && newest > seenOrder) setSeenOrder(newest);

  const unseenLines = useMemo(
    () =>
      seenOrder === undefined ? [] : lines.filter(({ order, mine }) => order > seenOrder && !mine),
    [lines, seenOrder],
  );
  const unseen = unseenLines.length;
  const firstUnseen = unseenLines[0]?.key;
  const hadUnseen = useRef(false);
  useEffect(() => {
    // The line stays where it is until there are new messages after all were seen.
    if (firstUnseen !== undefined && !hadUnseen.current) setFirstNew(firstUnseen);
    hadUnseen.current = firstUnseen !== undefined;
  }, [firstUnseen]);

  useEffect(() => store.open(topic, unseen), [store, topic, unseen]);
  useEffect(() => () => store.close(topic), [store, topic]);

  const lastRead = useRef(0);
  useEffect(() => {
    if (!channel || !joined || !kept || !member || !seesAll) return;
    const id = lines.at(-1)?.id ?? 0;
    if (id <= lastRead.current) return;
    const timer = setTimeout(
      () => {
        ask(channel, "message:read", { id }, ({ status }) => {
          if (status === "ok") lastRead.current = Math.max(lastRead.current, id);
        });
      },
      lastRead.current === 0 ? 0 : READ_PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [channel, joined, kept, member, seesAll, lines]);

  // -- What the reader asks for

  const load = useCallback(() => {
    const before = lines[0]?.id;
    if (!channel || !joined || loading || before === undefined) return;
    setLoading(true);
    ask<{ messages: Message[]; more: boolean }>(
      channel,
      "message:list",
      { before, limit: PAGE_SIZE },
      (answer) => {
        setLoading(false);
        if (answer.status !== "ok") return;
        told(answer.value.messages);
        setMore(answer.value.more);
      },
    );
  }, [channel, joined, lines, loading, told]);

  const change = useCallback(
    (event: string, payload: object) =>
      new Promise<string | undefined>((resolve) => {
        const { channel: open, joined: isOpen } = latest.current;
        if (!open || !isOpen) {
          resolve("There is no connection.");
          return;
        }
        ask<{ message: Message }>(open, event, payload, (answer) => {
          if (answer.status === "ok") {
            told([answer.value.message]);
            resolve(undefined);
          } else {
            resolve(answer.status === "error" ? answer.reason : "The server did not answer.");
          }
        });
      }),
    [latest, told],
  );
  const edit = useCallback(
    (line: Line, content: string) => change("message:edit", { id: line.id, content }),
    [change],
  );
  const react = useCallback(
    (line: Line, reaction: string, on: boolean) =>
      void change("message:react", { id: line.id, reaction, on }),
    [change],
  );

  const remove = useCallback(
    ({ id }: Line) => {
      const { channel: open } = latest.current;
      if (!open || id === undefined) return;
      ask(open, "message:delete", { id }, ({ status }) => {
        if (status === "ok") deleted(id);
      });
    },
    [latest, deleted],
  );

  return {
    lines,
    told,
    deleted,
    firstNew,
    unseen,
    setAtEnd,
    older: { more: kept && more, loading, load },
    edit,
    react,
    remove,
  };
}
