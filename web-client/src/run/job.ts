/** The program that a worker runs, and its limits. */
export interface Job {
  code: string;
  /** What the program reads from its standard input. */
  input: string;
  maxOutputBytes: number;
  /** Compiled WebAssembly and other files of the runtime, by name. */
  modules: Record<string, WebAssembly.Module>;
  files: Record<string, ArrayBuffer>;
}

export type Stream = "out" | "err";

/** How a program ended by itself. */
export type Ended = "ok" | "error";

/** What a worker tells. It may be the program that speaks: nothing of it is to be believed. */
export type Told =
  | { type: "running" }
  | { type: "output"; stream: Stream; text: string }
  | { type: "finished"; status: Ended | "output_limit" | "failed"; reason?: string };
