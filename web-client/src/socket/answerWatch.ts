/** How long the server may be silent after a push before the page asks it for an answer. */
export const ASK_AFTER_MS = 2_000;
/** How long that answer may take before the connection counts as lost. */
export const SILENT_AFTER_MS = 3_000;
/** How long after that the page opens another connection. */
export const RECONNECT_AFTER_MS = 5_000;

export interface WatchedConnection {
  /** Sends a heartbeat, which the server always answers. */
  ask(): void;
  /** The server does not answer, or answers again. */
  changed(silent: boolean): void;
  reconnect(): void;
}

/**
 * Notices a connection over which nothing comes any more. A network that is gone closes no
 * WebSocket; only an answer that does not come tells.
 */
export class AnswerWatch {
  readonly #connection: WatchedConnection;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silent = false;

  constructor(connection: WatchedConnection) {
    this.#connection = connection;
  }

  /** Something was sent. Not everything that is sent has an answer. */
  sent(): void {
    this.#timer ??= setTimeout(() => this.#ask(), ASK_AFTER_MS);
  }

  /** Something came from the server. */
  heard(): void {
    this.#stop();
    if (!this.#silent) return;
    this.#silent = false;
    this.#connection.changed(false);
  }

  #ask(): void {
    // Set before the question, which is something that is sent.
    this.#timer = setTimeout(() => this.#fellSilent(), SILENT_AFTER_MS);
    this.#connection.ask();
  }

  /** The connection has ended: there is no answer to wait for. */
  ended(): void {
    this.#stop();
    this.#silent = false;
  }

  #fellSilent(): void {
    this.#timer = setTimeout(() => {
      this.ended();
      this.#connection.reconnect();
    }, RECONNECT_AFTER_MS);
    this.#silent = true;
    this.#connection.changed(true);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
