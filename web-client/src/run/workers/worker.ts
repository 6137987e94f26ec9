import type { Ended, Job } from "../job";
import { Reporter } from "./reporter";

type Run = (job: Job, reporter: Reporter) => Promise<Ended>;

/** Runs the one job that this worker gets. */
export function work(run: Run): void {
  self.onmessage = ({ data }: MessageEvent<Job>) => {
    self.onmessage = null;
    const reporter = new Reporter(data.maxOutputBytes);
    // The program has its output to speak with, and nothing else.
    Reflect.deleteProperty(Object.getPrototypeOf(self) as object, "postMessage");
    Reflect.deleteProperty(self, "postMessage");
    run(data, reporter).then(
      (status) => reporter.finish(status),
      (error: unknown) => reporter.finish("failed", String(error)),
    );
  };
}

/** Standard input, line by line; undefined at its end. */
export function lineReader(input: string): () => string | undefined {
  const lines = input.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return () => lines.shift();
}

/** Bytes of a stream as text, whose characters may come in several parts. */
export function decoding(write: (text: string) => void): (bytes: Uint8Array) => void {
  const decoder = new TextDecoder();
  return (bytes) => write(decoder.decode(bytes, { stream: true }));
}
