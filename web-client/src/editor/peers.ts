import type { ChangeDesc } from "@codemirror/state";

export interface CursorRange {
  anchor: number;
  head: number;
}

/** The editor of another page. */
export interface PeerEditor {
  client_id: string;
  user_id: number;
}

/** The cursors of another editor, in the document of a version. */
export interface PeerCursor extends PeerEditor {
  first_name: string;
  color: string;
  version: number;
  ranges: CursorRange[];
}

interface Step {
  version: number;
  changes: ChangeDesc;
  clientId: string | undefined;
}

/** Cursors that come later than this many changes are shown where they were. */
const MAX_STEPS = 100;

/** An editor chooses its own id, which may be that of another person's editor. */
const keyOf = ({ user_id, client_id }: PeerEditor) => `${user_id}:${client_id}`;

/** The cursors of the others, moved along with the document as the server has it. */
export class Peers {
  #version = -1;
  #steps: Step[] = [];
  readonly #cursors = new Map<string, PeerCursor>();
  /** Told for a version that has not arrived here yet. */
  readonly #ahead = new Map<string, PeerCursor>();

  moved(cursor: PeerCursor): void {
    const key = keyOf(cursor);
    this.#ahead.delete(key);
    if (cursor.version > this.#version) {
      this.#ahead.set(key, cursor);
      return;
    }
    const missed = this.#steps.filter((step) => step.version > cursor.version);
    // Last in the list: of several cursors of one person, this is the one that is in use.
    this.#cursors.delete(key);
    this.#cursors.set(
      key,
      missed.reduce((moving, step) => follow(moving, step), cursor),
    );
  }

  gone(editor: PeerEditor): void {
    this.#cursors.delete(keyOf(editor));
    this.#ahead.delete(keyOf(editor));
  }

  clear(): void {
    this.#cursors.clear();
    this.#ahead.clear();
  }

  advanced(version: number, changes: ChangeDesc, clientId: string | undefined): void {
    const step = { version, changes, clientId };
    this.#version = version;
    this.#steps = [...this.#steps.slice(1 - MAX_STEPS), step];
    for (const [id, cursor] of this.#cursors) this.#cursors.set(id, follow(cursor, step));
    for (const cursor of [...this.#ahead.values()]) {
      if (cursor.version <= version) this.moved(cursor);
    }
  }

  /** Maps a position in the text of a version to the latest; it goes behind what is typed there. */
  positionNow(version: number, position: number): number {
    return this.#steps
      .filter((step) => step.version > version)
      .reduce((at, { changes }) => changes.mapPos(Math.min(at, changes.length), 1), position);
  }

  /** All cursors, in the document of the latest version; the one that moved last is the last. */
  list(): PeerCursor[] {
    return [...this.#cursors.values()];
  }
}

/** A cursor goes behind what its owner typed there, and stays before what others did. */
function follow(cursor: PeerCursor, { version, changes, clientId }: Step): PeerCursor {
  const side = cursor.client_id === clientId ? 1 : -1;
  const moved = (position: number) => changes.mapPos(Math.min(position, changes.length), side);
  return {
    ...cursor,
    version,
    ranges: cursor.ranges.map(({ anchor, head }) => ({ anchor: moved(anchor), head: moved(head) })),
  };
}
