import type { Stream, Told } from "./job";
import { Sandbox } from "./sandbox";

/** How a run ended. `failed` means the runtime, not the program. */
export type RunStatus =
  "ok" | "error" | "stopped" | "time_limit" | "output_limit" | "failed" | "lost";

export interface RunLimits {
  seconds: number;
  outputBytes: number;
}

export interface RunEvents {
  /** The runtime is there, the program begins. */
  running(): void;
  output(stream: Stream, text: string): void;
  /** Told once, and nothing after it. */
  finished(status: RunStatus, ms: number): void;
}

/** The runtime of Ruby has some megabytes. */
const LOAD_SECONDS = 120;
const ENDS: RunStatus[] = ["ok", "error", "output_limit", "failed"];

const sandboxes = new Map<string, Sandbox>();

async function sandboxOf(language: string): Promise<Sandbox> {
  const { runtimes } = await import("./runtimes");
  const runtime = runtimes[language];
  if (!runtime) throw new Error(`${language} cannot run here`);
  let sandbox = sandboxes.get(language);
  if (!sandbox) sandboxes.set(language, (sandbox = new Sandbox(runtime)));
  return sandbox;
}

/** Runs a program in a sandbox. One at a time for each language. */
export class Runner {
  readonly #language: string;
  readonly #limits: RunLimits;
  readonly #events: RunEvents;
  #sandbox: Sandbox | undefined;
  #timer: ReturnType<typeof setTimeout>;
  #startedAt: number | undefined;
  #left: number;
  #finished = false;

  constructor(language: string, limits: RunLimits, events: RunEvents) {
    this.#language = language;
    this.#limits = limits;
    this.#events = events;
    this.#left = limits.outputBytes;
    this.#timer = setTimeout(() => this.#end("failed"), LOAD_SECONDS * 1000);
  }

  async run(code: string, input = ""): Promise<void> {
    try {
      this.#sandbox = await sandboxOf(this.#language);
      if (this.#finished) return;
      const job = { code, input, maxOutputBytes: this.#limits.outputBytes };
      const maxMessages = 1000 + 100 * this.#limits.seconds;
      await this.#sandbox.start(job, maxMessages, (told) => this.#told(told));
    } catch (error) {
      this.#discard();
      this.#tell("err", `${String(error)}\n`);
      this.#end("failed");
    }
  }

  stop(): void {
    this.#end("stopped");
  }

  // The program may have made up what is told.
  #told(told: Told): void {
    if (this.#finished || typeof told !== "object" || told === null) return;
    if (told.type === "running" && this.#startedAt === undefined) {
      this.#startedAt = performance.now();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#end("time_limit"), this.#limits.seconds * 1000);
      this.#events.running();
    } else if (told.type === "output" && typeof told.text === "string") {
      this.#tell(told.stream === "err" ? "err" : "out", told.text);
    } else if (told.type === "finished") {
      if (told.status === "failed") {
        this.#discard();
        this.#tell("err", `${String(told.reason).slice(0, 1000)}\n`);
      }
      this.#end(ENDS.includes(told.status) ? told.status : "failed");
    }
  }

  #tell(stream: Stream, text: string): void {
    // A unit has one byte at least: a text of any length is refused before it is copied.
    if (text.length > this.#left) {
      this.#end("output_limit");
      return;
    }
    const clean = text.replace(/\0|\p{Surrogate}/gu, "\ufffd");
    const bytes = new TextEncoder().encode(clean);
    if (bytes.length > this.#left) {
      this.#end("output_limit");
      return;
    }
    this.#left -= bytes.length;
    this.#events.output(stream, clean);
  }

  #end(status: RunStatus): void {
    if (this.#finished) return;
    this.#finished = true;
    clearTimeout(this.#timer);
    this.#sandbox?.stop();
    const ms = this.#startedAt === undefined ? 0 : performance.now() - this.#startedAt;
    this.#events.finished(status, Math.round(ms));
  }

  // The next run tries again from the beginning.
  #discard(): void {
    this.#sandbox?.destroy();
    sandboxes.delete(this.#language);
  }
}
