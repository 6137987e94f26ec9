const QUIET_MS = 3000;

/** Notices when typing has paused, or the editor was left; tells it once. */
export class TypingPause {
  readonly #sent: () => boolean;
  readonly #paused: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param sent whether all that was typed is with the server: it takes later edits for typing
   */
  constructor(sent: () => boolean, paused: () => void) {
    this.#sent = sent;
    this.#paused = paused;
  }

  typed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#sent()) this.ended();
      else this.typed();
    }, QUIET_MS);
  }

  ended(): void {
    if (this.#timer === undefined || !this.#sent()) return;
    this.stop();
    this.#paused();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
