import type { Answer } from "../channels/ask";

export interface Outgoing {
  /** What the server knows the message by, too: sent twice, it is stored once. */
  id: string;
  text: string;
  state: "waiting" | "sending" | "failed";
  reason?: string;
}

export type Send = (
  message: { id: string; text: string },
  answered: (answer: Answer<unknown>) => void,
) => void;

interface Told {
  clientId?: string | undefined;
}

/** Where messages survive the page. Other tabs may use the same. */
export interface OutboxStorage {
  read(): Promise<readonly Outgoing[]>;
  put(item: Outgoing): void;
  remove(id: string): void;
}

export interface OutboxOptions {
  storage?: OutboxStorage;
  /** Whether the server keeps messages, and so knows one that is sent again. */
  history: boolean;
  newId?: () => string;
}

const UNSURE = "The connection was lost. It may not have been sent.";
const NO_ANSWER = "The server did not answer. It may not have been sent.";

/**
 * Messages on their way: kept while there is no connection, sent one after the other, and shown
 * until the server has them. A message may count as taken by the reply or by coming back.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #listeners = new Set<() => void>();
  #items: readonly Outgoing[] = [];
  #send: Send | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    void options.storage?.read().then((kept) => this.#takeUp(kept));
  }

  get items(): readonly Outgoing[] {
    return this.#items;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(text: string): void {
    const id = this.#options.newId?.() ?? crypto.randomUUID();
    this.#put({ id, text, state: "waiting" });
    this.#sendNext();
  }

  retry(id: string): void {
    this.#replace(id, ({ text }) => ({ id, text, state: "waiting" }));
    this.#sendNext();
  }

  discard(id: string): void {
    this.#remove([id]);
    this.#sendNext();
  }

  /** The room is open for messages. */
  ready(send: Send): void {
    this.#send = send;
    this.#sendNext();
  }

  /** The connection to the room is lost, and with it perhaps an answer. */
  unready(): void {
    this.#send = undefined;
    for (const { id } of this.#items) this.#replace(id, (item) => this.#uncertain(item, UNSURE));
  }

  /** Messages the server has told, of anyone. */
  told(lines: readonly Told[]): void {
    const ids = new Set(lines.map(({ clientId }) => clientId));
    this.#remove(this.#items.filter(({ id }) => ids.has(id)).map(({ id }) => id));
    this.#sendNext();
  }

  #takeUp(kept: readonly Outgoing[]): void {
    const known = new Set(this.#items.map(({ id }) => id));
    const older = kept
      .filter(({ id }) => !known.has(id))
      .map((item) => this.#uncertain(item, UNSURE));
    this.#change([...older, ...this.#items]);
    this.#sendNext();
  }

  #sendNext(): void {
    const send = this.#send;
    if (!send || this.#items.some((item) => item.state === "sending")) return;
    const next = this.#items.find((item) => item.state === "waiting");
    if (!next) return;
    const { id, text } = next;
    this.#replace(id, () => ({ id, text, state: "sending" }));
    send({ id, text }, (answer) => {
      // An answer that was given up does not count any more.
      if (this.#send !== send) return;
      if (answer.status === "ok") this.#remove([id]);
      else if (answer.status === "lost") {
        this.#replace(id, (item) => this.#uncertain(item, NO_ANSWER));
      } else {
        const { reason } = answer;
        this.#replace(id, (item) =>
          item.state === "sending" ? { id, text, state: "failed", reason } : item,
        );
      }
      this.#sendNext();
    });
  }

  /** It may have been taken: it is sent again where the server would know it. */
  #uncertain(item: Outgoing, reason: string): Outgoing {
    const { id, text, state } = item;
    if (state !== "sending") return item;
    return this.#options.history
      ? { id, text, state: "waiting" }
      : { id, text, state: "failed", reason };
  }

  #replace(id: string, change: (item: Outgoing) => Outgoing): void {
    const before = this.#items.find((item) => item.id === id);
    if (!before) return;
    const after = change(before);
    if (after === before) return;
    this.#options.storage?.put(after);
    this.#change(this.#items.map((item) => (item === before ? after : item)));
  }

  #put(item: Outgoing): void {
    this.#options.storage?.put(item);
    this.#change([...this.#items, item]);
  }

  #remove(ids: readonly string[]): void {
    if (ids.length === 0) return;
    for (const id of ids) this.#options.storage?.remove(id);
    this.#change(this.#items.filter(({ id }) => !ids.includes(id)));
  }

  #change(items: readonly Outgoing[]): void {
    this.#items = items;
    this.#listeners.forEach((listener) => listener());
  }
}
