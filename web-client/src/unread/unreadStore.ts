import type { UnreadMessage, UnreadRoom } from "../api/types";

/**
 * How many messages the reader has not seen, for each room by its topic. The server counts; a room
 * that is open in this page counts for itself.
 */
export class UnreadStore {
  readonly #listeners = new Set<() => void>();
  readonly #userId: number | undefined;
  #rooms: ReadonlyMap<string, UnreadRoom> = new Map();
  #open: ReadonlyMap<string, number> = new Map();
  #counts: ReadonlyMap<string, number> = new Map();

  constructor(userId?: number) {
    this.#userId = userId;
  }

  /** The rooms that have any. Another map whenever something changes. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The server's counts, for every page. */
  counted(topic: string): number {
    return this.#rooms.get(topic)?.unread ?? 0;
  }

  name(topic: string): string {
    return this.#rooms.get(topic)?.name ?? "";
  }

  /** Whether the room is open, and all of it was seen. */
  isSeen(topic: string): boolean {
    return this.#open.get(topic) === 0;
  }

  all(rooms: readonly UnreadRoom[]): void {
    this.#rooms = new Map(rooms.map((room) => [room.topic, room]));
    this.#changed();
  }

  read(room: UnreadRoom): void {
    this.#rooms = new Map(this.#rooms).set(room.topic, room);
    this.#changed();
  }

  message({ topic, id, user_id }: UnreadMessage): void {
    const room = this.#rooms.get(topic);
    if (!room || user_id === this.#userId) return;
    // A message that was stored right before the server counted is counted already.
    if (room.last !== null && id <= room.last) return;
    this.#rooms = new Map(this.#rooms).set(topic, { ...room, unread: room.unread + 1, last: id });
    this.#changed();
  }

  /** A room is open, and its reader has not seen so many. */
  open(topic: string, unseen: number): void {
    if (this.#open.get(topic) === unseen) return;
    this.#open = new Map(this.#open).set(topic, unseen);
    this.#changed();
  }

  close(topic: string): void {
    const open = new Map(this.#open);
    if (!open.delete(topic)) return;
    this.#open = open;
    this.#changed();
  }

  #changed(): void {
    const counts = new Map([...this.#rooms].map(([topic, { unread }]) => [topic, unread]));
    for (const [topic, unseen] of this.#open) counts.set(topic, unseen);
    this.#counts = new Map([...counts].filter(([, count]) => count > 0));
    this.#listeners.forEach((listener) => listener());
  }
}

/** All unread messages of the rooms whose topics begin so. */
export function total(counts: ReadonlyMap<string, number>, prefix = ""): number {
  return [...counts].reduce(
    (sum, [topic, count]) => (topic.startsWith(prefix) ? sum + count : sum),
    0,
  );
}

/** The server counts to a hundred. */
export function shown(count: number): string {
  return count >= 100 ? "99+" : String(count);
}
