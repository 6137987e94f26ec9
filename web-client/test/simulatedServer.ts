import { ChangeSet, Text } from "@codemirror/state";
import { textOf } from "../src/editor/textDiff";
import type { DocumentAnswer, PushAnswer, WireUpdate } from "../src/editor/wire";

/** The authority: one order of changes, of which it keeps the last few only. */
export class SimulatedServer {
  version = 0;
  text: Text;
  readonly listeners = new Set<(from: number, updates: WireUpdate[]) => void>();
  maxLength = Number.POSITIVE_INFINITY;
  /** Refuses all pushes while it is there. */
  refusal: PushAnswer | undefined;
  pushes = 0;
  #log: WireUpdate[] = [];
  readonly #keep: number;

  constructor(text = "", keep = Number.POSITIVE_INFINITY) {
    this.text = textOf(text);
    this.#keep = keep;
  }

  push(version: number, updates: WireUpdate[]): PushAnswer {
    this.pushes++;
    if (this.refusal) return this.refusal;
    const missed = this.#missed(version);
    if (!missed || missed.some((other) => other.client_id === updates[0]?.client_id)) {
      return { status: "stale", version: this.version };
    }
    let text = this.text;
    const taken: WireUpdate[] = [];
    for (const update of updates) {
      let changes = ChangeSet.fromJSON(update.changes);
      try {
        for (const other of missed) changes = changes.map(ChangeSet.fromJSON(other.changes));
        text = changes.apply(text);
      } catch {
        return { status: "invalid" };
      }
      taken.push({ ...update, changes: changes.toJSON() as unknown });
    }
    if (text.length > this.maxLength) return { status: "too_large", limit: this.maxLength };
    this.text = text;
    const before = this.version;
    this.version += taken.length;
    this.#log.push(...taken);
    this.listeners.forEach((listener) => listener(before, taken));
    return { status: "ok", version: this.version };
  }

  /** What a push of a version is rebased on. */
  #missed(version: number): WireUpdate[] | undefined {
    const count = this.version - version;
    return count < 0 || count > Math.min(this.#keep, this.#log.length)
      ? undefined
      : this.#log.slice(this.#log.length - count);
  }

  pull(from: number): DocumentAnswer {
    const known = this.version - from;
    if (from >= 0 && known >= 0 && known <= Math.min(this.#keep, this.#log.length)) {
      return { version: from, updates: this.#log.slice(this.#log.length - known) };
    }
    return { version: this.version, text: this.text.toString() };
  }

  /** Starts over with the text alone, as a server does that keeps no versions. */
  restart(): void {
    this.version = 0;
    this.#log = [];
  }
}
