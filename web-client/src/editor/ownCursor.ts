import type { ChangeDesc } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { CollabClient } from "./collabClient";
import type { CursorRange } from "./peers";

const TELL_EVERY_MS = 120;
const MAX_RANGES = 10;

/**
 * Tells the others where the cursor is, in the document as the server has it. They move it along
 * with what is typed, so it is told only when it is elsewhere than they think.
 */
export class OwnCursor {
  readonly #view: EditorView;
  readonly #client: CollabClient;
  readonly #tell: (payload: object) => void;
  #believed: CursorRange[] | undefined;
  #entered = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView, client: CollabClient, tell: (payload: object) => void) {
    this.#view = view;
    this.#client = client;
    this.#tell = tell;
  }

  changed(): void {
    // Not when it is told: they may have gone to the chat by then.
    this.#entered ||= this.#view.hasFocus;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#tellNow();
    }, TELL_EVERY_MS);
  }

  /** Another editor may not have received it. */
  tellAgain(): void {
    this.#believed = undefined;
    this.changed();
  }

  advanced(changes: ChangeDesc, own: boolean): void {
    const moved = (position: number) => changes.mapPos(position, own ? 1 : -1);
    this.#believed = this.#believed?.map(({ anchor, head }) => ({
      anchor: moved(anchor),
      head: moved(head),
    }));
    this.changed();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tellNow(): void {
    // A person who has not been in the text has no cursor.
    if (this.#client.version < 0 || !this.#entered) return;
    const local = this.#client.localChanges.invertedDesc;
    const ranges = this.#view.state.selection.ranges
      .slice(0, MAX_RANGES)
      .map(({ anchor, head }) => ({ anchor: local.mapPos(anchor), head: local.mapPos(head) }));
    if (JSON.stringify(ranges) === JSON.stringify(this.#believed)) return;
    this.#believed = ranges;
    this.#tell({ client_id: this.#client.clientId, version: this.#client.version, ranges });
  }
}
