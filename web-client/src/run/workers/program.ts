import inspect from "object-inspect";
import type { Ended, Job } from "../job";
import type { Reporter } from "./reporter";
import { lineReader } from "./worker";

/** The lines that are before the program in the function that it becomes. */
const LINES_BEFORE = 2;
const NAME = "main";

type AsyncFunctionConstructor = new (code: string) => () => Promise<unknown>;
const AsyncFunction = (async () => {}).constructor as AsyncFunctionConstructor;

/** Runs a program in JavaScript: to its end, and until its timers have run. */
export async function runProgram(code: string, job: Job, reporter: Reporter): Promise<Ended> {
  const timers = watchTimers();
  const failed = new Promise<Ended>((resolve) => {
    const uncaught = (event: Event, error: unknown) => {
      event.preventDefault();
      reporter.write("err", `${described(error)}\n`);
      resolve("error");
    };
    self.addEventListener("error", (event) => uncaught(event, event.error));
    self.addEventListener("unhandledrejection", (event) => uncaught(event, event.reason));
  });
  provide(job, reporter);
  reporter.running();
  const main = async (): Promise<Ended> => {
    try {
      await new AsyncFunction(`${code}\n//# sourceURL=${NAME}`)();
    } catch (error) {
      reporter.write("err", `${described(error)}\n`);
      return "error";
    }
    await timers.done();
    return "ok";
  };
  return Promise.race([main(), failed]);
}

function provide(job: Job, reporter: Reporter): void {
  const out = (...values: unknown[]) => reporter.write("out", `${values.map(shown).join(" ")}\n`);
  const err = (...values: unknown[]) => reporter.write("err", `${values.map(shown).join(" ")}\n`);
  const assert = (held: unknown, ...values: unknown[]) => {
    if (!held) err("Assertion failed", ...values);
  };
  Object.assign(console, { log: out, info: out, debug: out, dir: out, table: out });
  Object.assign(console, { warn: err, error: err, trace: err, assert });
  const line = lineReader(job.input);
  const readLine = () => line() ?? null;
  Object.assign(self, { readLine, readline: readLine, prompt: readLine, input: job.input });
}

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  return value instanceof Error ? described(value) : inspect(value, { depth: 6 });
}

/** An error with the lines of the program that it came by. */
function described(error: unknown): string {
  if (!(error instanceof Error)) return `Uncaught ${shown(error)}`;
  const frames = (error.stack ?? "")
    .split("\n")
    .filter((line) => new RegExp(`\\b${NAME}:\\d+`).test(line))
    .map((line) =>
      line
        .trim()
        .replace(/\(?eval at .*?, /, "(")
        .replace(
          new RegExp(`\\b${NAME}:(\\d+)`),
          (_, n: string) => `line ${Number(n) - LINES_BEFORE}`,
        ),
    );
  return [`${error.name}: ${error.message}`, ...frames.map((frame) => `  ${frame}`)].join("\n");
}

/** Counts the timers that the program has set, for it has not ended before they have run. */
function watchTimers(): { done(): Promise<void> } {
  const open = new Set<unknown>();
  let idle = () => {};
  const closed = (id: unknown) => {
    open.delete(id);
    if (open.size === 0) idle();
  };
  const { setTimeout, setInterval, clearTimeout, clearInterval } = self;
  type Handler = (...values: unknown[]) => void;
  Object.assign(self, {
    setTimeout(handler: Handler, delay?: number, ...values: unknown[]) {
      const id: unknown = setTimeout(() => {
        try {
          handler(...values);
        } finally {
          closed(id);
        }
      }, delay);
      open.add(id);
      return id;
    },
    setInterval(handler: Handler, delay?: number, ...values: unknown[]) {
      const id: unknown = setInterval(() => handler(...values), delay);
      open.add(id);
      return id;
    },
    clearTimeout(id: number) {
      clearTimeout(id);
      closed(id);
    },
    clearInterval(id: number) {
      clearInterval(id);
      closed(id);
    },
  });
  return {
    done: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => (idle = resolve))),
  };
}
