import type { Author } from "../api/types";
import type { Stream } from "../run/job";
import type { RunStatus } from "../run/runner";
import type { CaseResult } from "./testCases";

export interface Chunk {
  stream: Stream;
  text: string;
}

/** A run of the text, as all in the room see it. */
export interface Run {
  id: string;
  user: Author;
  language: string;
  started_at: string;
  status: "loading" | "running" | RunStatus;
  ms?: number | null;
  output: readonly Chunk[];
  /** Of the test cases so far; undefined for a run without them. */
  results?: readonly CaseResult[];
}

/** Chunks with more text, in which parts of one stream that follow each other are one. */
export function withOutput(output: readonly Chunk[], more: readonly Chunk[]): readonly Chunk[] {
  return more.reduce<readonly Chunk[]>((all, chunk) => {
    const last = all.at(-1);
    if (last?.stream !== chunk.stream) return [...all, chunk];
    return [...all.slice(0, -1), { stream: chunk.stream, text: last.text + chunk.text }];
  }, output);
}

/** How a run is or ended, in words. */
export function runState({ status, ms, results }: Run): string {
  if (results && status === "ok") {
    const passed = results.filter((result) => result.status === "passed").length;
    return `${passed} of ${results.length} passed in ${duration(ms ?? 0)}`;
  }
  switch (status) {
    case "loading":
      return "Starting…";
    case "running":
      return "Running…";
    case "ok":
      return `Finished in ${duration(ms ?? 0)}`;
    case "error":
      return `Failed after ${duration(ms ?? 0)}`;
    case "stopped":
      return "Stopped";
    case "time_limit":
      return `Stopped: it ran for ${duration(ms ?? 0)}, which is the limit`;
    case "output_limit":
      return "Stopped: it wrote more than the limit";
    case "failed":
      return "The language could not be started";
    case "lost":
      return "The connection was lost while it ran";
  }
}

function duration(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
