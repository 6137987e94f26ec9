import type { Answer } from "../channels/ask";

export interface Outgoing {
  id: number;
  text: string;
  state: "waiting" | "sending" | "failed";
  reason?: string;
  /** It was sent when this was the newest message known; the answer was lost. */
  sentAfter?: number;
}

export type Send = (text: string, answered: (answer: Answer<unknown>) => void) => void;

interface Told {
  order: number;
  mine: boolean;
  text: string;
}

export interface OutboxOptions {
  /** Where messages survive a reload of the page. */
  storage?: { read(): string | null; write(json: string): void };
  /** Whether what was sent shows in the history that is told after joining again. */
  history: boolean;
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
  #items: readonly Outgoing[];
  #send: Send | undefined;
  #newest = 0;
  #nextId: number;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#items = stored(options).map((item) => this.#uncertain(item));
    this.#nextId = 1 + Math.max(0, ...this.#items.map((item) => item.id));
  }

  get items(): readonly Outgoing[] {
    return this.#items;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(text: string): void {
    this.#change([...this.#items, { id: this.#nextId++, text, state: "waiting" }]);
    this.#sendNext();
  }

  retry(id: number): void {
    this.#replace(id, ({ text }) => ({ id, text, state: "waiting" }));
    this.#sendNext();
  }

  discard(id: number): void {
    this.#change(this.#items.filter((item) => item.id !== id));
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
    this.#change(this.#items.map((item) => this.#uncertain(item)));
  }

  /** Messages the server has told, of anyone. */
  told(lines: readonly Told[]): void {
    const mine = lines.filter((line) => line.mine);
    const left: Outgoing[] = [];
    for (const item of this.#items) {
      const { sentAfter } = item;
      const found =
        sentAfter === undefined
          ? -1
          : mine.findIndex((line) => line.order > sentAfter && line.text === item.text);
      if (found < 0) left.push(item);
      else mine.splice(found, 1);
    }
    this.#newest = Math.max(this.#newest, ...lines.map((line) => line.order));
    if (left.length !== this.#items.length) this.#change(left);
    this.#sendNext();
  }

  #sendNext(): void {
    const send = this.#send;
    if (!send || this.#items.some((item) => item.state === "sending")) return;
    const next = this.#items.find((item) => item.state === "waiting");
    if (!next) return;
    const { id, text } = next;
    this.#replace(id, () => ({ id, text, state: "sending", sentAfter: this.#newest }));
    send(text, (answer) => {
      // An answer that was given up does not count any more.
      if (this.#send !== send) return;
      if (answer.status === "ok") this.#change(this.#items.filter((item) => item.id !== id));
      else {
        const reason = answer.status === "error" ? answer.reason : NO_ANSWER;
        this.#replace(id, (item) =>
          item.state === "sending" ? { id, text, state: "failed", reason } : item,
        );
      }
      this.#sendNext();
    });
  }

  #uncertain(item: Outgoing): Outgoing {
    if (item.state !== "sending") return item;
    return this.#options.history
      ? { ...item, state: "waiting" }
      : { id: item.id, text: item.text, state: "failed", reason: UNSURE };
  }

  #replace(id: number, change: (item: Outgoing) => Outgoing): void {
    this.#change(this.#items.map((item) => (item.id === id ? change(item) : item)));
  }

  #change(items: readonly Outgoing[]): void {
    this.#items = items;
    this.#options.storage?.write(JSON.stringify(items));
    this.#listeners.forEach((listener) => listener());
  }
}

function stored({ storage }: OutboxOptions): Outgoing[] {
  try {
    return JSON.parse(storage?.read() ?? "[]") as Outgoing[];
  } catch {
    return [];
  }
}
