import type { ChatMessage, Reactions, StoredMessage } from "../api/types";
import { memberNames, type Member } from "./names";

/** A message as it is shown, whatever room it is from. */
export interface Line {
  key: string;
  /** The server's id, if the message is kept. */
  id?: number | undefined;
  /** What the author's page named it by. */
  clientId?: string | undefined;
  /** Grows from message to message: an id, or when the server took it. */
  order: number;
  author: string;
  /** The author, who has a color of their own. */
  authorKey: string;
  /** The author's account, if there is one. */
  member?: Member | undefined;
  guest?: boolean | undefined;
  mine: boolean;
  text: string;
  at?: Date;
  edited?: boolean;
  reactions?: Reactions | undefined;
}

/** As many as the server keeps of a room by default. */
const MAX_LINES = 10_000;

/** All lines in their order, each once. */
export function merged(known: readonly Line[], told: readonly Line[]): Line[] {
  const lines = new Map(known.map((line) => [line.key, line]));
  for (const line of told) lines.set(line.key, line);
  return [...lines.values()].sort((a, b) => a.order - b.order).slice(-MAX_LINES);
}

/** The lines with names that tell members apart, those who are present included. */
export function named(lines: readonly Line[], present: readonly Member[]): Line[] {
  const nameOf = memberNames([...present, ...lines.flatMap(({ member }) => member ?? [])]);
  return lines.map((line) => (line.member ? { ...line, author: nameOf(line.member) } : line));
}

/** A message of an account, in a chat or in that of a challenge. */
export function accountLine(message: ChatMessage, readerId: number): Line {
  const { id, user } = message;
  return {
    ...storedLine(message),
    key: String(id),
    id,
    order: id,
    author: user.first_name,
    authorKey: String(user.id),
    member: user,
    mine: user.id === readerId,
  };
}

/** The fields of every stored message's line. */
export function storedLine({
  content,
  inserted_at,
  client_id,
  edited_at,
  reactions,
}: StoredMessage) {
  return {
    text: content,
    at: new Date(inserted_at),
    clientId: client_id,
    edited: edited_at !== undefined,
    reactions,
  };
}
