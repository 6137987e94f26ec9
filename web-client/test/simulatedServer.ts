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
    if (version !== this.version) return { status: "stale", version: this.version };
    let text = this.text;
    for (const update of updates) {
      const changes = ChangeSet.fromJSON(update.changes);
      if (changes.length !== text.length) return { status: "invalid" };
      text = changes.apply(text);
    }
    if (text.length > this.maxLength) return { status: "too_large", limit: this.maxLength };
    this.text = text;
    this.version += updates.length;
    this.#log.push(...updates);
    this.listeners.forEach((listener) => listener(version, updates));
    return { status: "ok" };
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
