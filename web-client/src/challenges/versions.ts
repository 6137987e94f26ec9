import { ChangeSet, Text } from "@codemirror/state";
import type { StoredChange } from "../api/history";

/** The texts of all versions; each is made when it is first wanted, from the one before. */
export class Versions {
  readonly #changes: readonly StoredChange[];
  #at = 0;
  #text = Text.empty;

  /** Of changes of which the first is for the empty text. */
  constructor(changes: readonly StoredChange[]) {
    this.#changes = changes;
  }

  textAt(version: number): string {
    if (version < this.#at) {
      this.#at = 0;
      this.#text = Text.empty;
    }
    for (; this.#at < version; this.#at++) {
      this.#text = ChangeSet.fromJSON(this.#changes[this.#at]?.changes).apply(this.#text);
    }
    return this.#text.toString();
  }
}
