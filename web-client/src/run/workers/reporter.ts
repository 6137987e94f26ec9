import type { Stream, Told } from "../job";

const FLUSH_BYTES = 4096;
const FLUSH_EVERY_MS = 50;

/** So many texts are told at once; after that, one for each time that passed. */
const BURST = 200;

// Kept before the program runs, which is not to speak for the worker.
const post = self.postMessage.bind(self) as (told: Told) => void;
// The program's own timers are counted.
const { setTimeout: setTimer, clearTimeout: clearTimer } = self;
const encoder = new TextEncoder();

/**
 * Tells what a program writes, up to a limit. A program that loops forever lets no timer run, so what
 * it wrote before is told at once; only one that writes much is told in batches.
 */
export class Reporter {
  #left: number;
  #stream: Stream = "out";
  #buffered = "";
  #credit = BURST;
  #creditedAt = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(maxBytes: number) {
    this.#left = maxBytes;
  }

  running(): void {
    post({ type: "running" });
  }

  write(stream: Stream, text: string): void {
    if (this.#ended || text === "") return;
    if (stream !== this.#stream) {
      this.flush();
      this.#stream = stream;
    }
    const bytes = encoder.encode(text);
    if (bytes.length > this.#left) {
      // A character that is cut in two would be none.
      const fitting = new TextDecoder().decode(bytes.subarray(0, this.#left));
      this.#buffered += fitting.replace(/\ufffd$/, "");
      this.finish("output_limit");
      return;
    }
    this.#left -= bytes.length;
    this.#buffered += text;
    if (this.#buffered.length >= FLUSH_BYTES || this.#pay()) this.flush();
    else this.#timer ??= setTimer(() => this.flush(), FLUSH_EVERY_MS);
  }

  flush(): void {
    clearTimer(this.#timer);
    this.#timer = undefined;
    if (this.#buffered === "") return;
    post({ type: "output", stream: this.#stream, text: this.#buffered });
    this.#buffered = "";
  }

  #pay(): boolean {
    const passed = (performance.now() - this.#creditedAt) / FLUSH_EVERY_MS;
    this.#creditedAt = performance.now();
    this.#credit = Math.min(BURST, this.#credit + passed);
    if (this.#credit < 1) return false;
    this.#credit--;
    return true;
  }

  finish(status: "ok" | "error" | "output_limit" | "failed", reason?: string): void {
    if (this.#ended) return;
    this.flush();
    this.#ended = true;
    post({ type: "finished", status, ...(reason === undefined ? {} : { reason }) });
  }
}
