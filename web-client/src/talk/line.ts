import { memberNames, type Member } from "./names";

/** A message as it is shown, whatever room it is from. */
export interface Line {
  key: string;
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
}

const MAX_LINES = 1000;

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
