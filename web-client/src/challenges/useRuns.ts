import type { Channel } from "phoenix";
import { useEffect, useRef, useState } from "react";
import type { User } from "../api/types";
import { useKnownSettings } from "../app/SettingsProvider";
import { ask } from "../channels/ask";
import { Runner, type RunStatus } from "../run/runner";
import { CaseRun } from "./caseRun";
import { withOutput, type Chunk, type Run } from "./runs";
import type { CaseResult, TestCase } from "./testCases";

const TELL_EVERY_MS = 250;

/**
 * The last run of the room, by anybody in it. A run of one's own runs here, and its output is told
 * to the others.
 */
export function useRuns(user: User) {
  const settings = useKnownSettings();
  const [run, setRun] = useState<Run>();
  const own = useRef<{ id: string; runner: Runner | CaseRun }>(undefined);
  // A short run ends before the server's event about its start arrives here.
  const ownIds = useRef(new Set<string>());
  const channel = useRef<Channel>(undefined);
  const shownId = useRef<string>(undefined);
  shownId.current = run?.id;

  const change = (id: string, changed: (run: Run) => Run) =>
    setRun((shown) => (shown?.id === id ? changed(shown) : shown));

  const stop = () => own.current?.runner.stop();

  useEffect(() => stop, []);

  const listen = (joining: Channel) => {
    joining.on("run:started", (event: { run: Run }) => {
      if (!ownIds.current.has(event.run.id)) setRun(event.run);
    });
    joining.on("run:output", ({ id, chunks }: { id: string; chunks: Chunk[] }) =>
      change(id, (shown) => ({ ...shown, output: withOutput(shown.output, chunks) })),
    );
    joining.on("run:result", ({ id, result }: { id: string; result: CaseResult }) =>
      change(id, (shown) => ({ ...shown, results: [...(shown.results ?? []), result] })),
    );
    joining.on("run:finished", (event: { id: string; status: RunStatus; ms: number | null }) => {
      if (ownIds.current.has(event.id)) return;
      if (event.id === shownId.current) {
        change(event.id, (shown) => ({ ...shown, status: event.status, ms: event.ms }));
      } else if (own.current === undefined) {
        // It began before this reader came.
        ask<{ run: Run | null }>(joining, "run:pull", {}, (answer) => {
          if (answer.status === "ok" && answer.value.run) setRun(answer.value.run);
        });
      }
    });
  };

  const joined = (entered: Channel, last: Run | null | undefined) => {
    channel.current = entered;
    // The run in this page is newer than the one in the database.
    if (last && own.current === undefined) setRun(last);
  };

  // Shows a run of one's own from its start, here and at the others.
  const begin = (language: string, ofCases: boolean) => {
    stop();
    const id = crypto.randomUUID();
    ownIds.current.add(id);
    const { id: userId, first_name, last_name } = user;
    setRun({
      id,
      user: { id: userId, first_name, last_name },
      language,
      started_at: new Date().toISOString(),
      status: "loading",
      output: [],
      ...(ofCases ? { results: [] } : {}),
    });
    const others = new Teller(id, () => channel.current);
    others.start(language, ofCases);
    return {
      id,
      others,
      running: () => change(id, (shown) => ({ ...shown, status: "running" as const })),
      output(stream: Chunk["stream"], text: string) {
        const chunk = { stream, text };
        change(id, (shown) => ({ ...shown, output: withOutput(shown.output, [chunk]) }));
        others.output(chunk);
      },
      finished(status: RunStatus, ms: number) {
        if (own.current?.id === id) own.current = undefined;
        change(id, (shown) => ({ ...shown, status, ms }));
        others.finish(status, ms);
      },
    };
  };

  const limits = {
    seconds: settings.max_run_seconds ?? 10,
    outputBytes: settings.max_run_output_bytes ?? 65_536,
  };

  const start = (language: string, code: string, input: string) => {
    const begun = begin(language, false);
    const runner = new Runner(language, limits, begun);
    own.current = { id: begun.id, runner };
    void runner.run(code, input);
  };

  const startCases = (language: string, code: string, cases: readonly TestCase[]) => {
    const begun = begin(language, true);
    const runner = new CaseRun(
      language,
      code,
      cases,
      {
        ...limits,
        totalSeconds: settings.max_cases_seconds ?? 60,
        resultBytes: settings.max_case_bytes ?? 4096,
      },
      {
        ...begun,
        trouble: (text) => begun.output("err", text),
        result(result) {
          change(begun.id, (shown) => ({
            ...shown,
            results: [...(shown.results ?? []), result],
          }));
          begun.others.result(result);
        },
      },
    );
    own.current = { id: begun.id, runner };
    runner.run();
  };

  return {
    run,
    mine: run !== undefined && run.id === own.current?.id,
    start,
    startCases,
    stop,
    listen,
    joined,
  };
}

/** Tells the others what a run does. While there is no connection, they do not hear of it. */
class Teller {
  readonly #id: string;
  readonly #channel: () => Channel | undefined;
  #waiting: readonly Chunk[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(id: string, channel: () => Channel | undefined) {
    this.#id = id;
    this.#channel = channel;
  }

  start(language: string, tests: boolean): void {
    this.#push("run:start", { language, tests });
  }

  result(result: CaseResult): void {
    this.#push("run:result", { result });
  }

  output(chunk: Chunk): void {
    this.#waiting = withOutput(this.#waiting, [chunk]);
    this.#timer ??= setTimeout(() => this.#flush(), TELL_EVERY_MS);
  }

  finish(status: RunStatus, ms: number): void {
    this.#flush();
    this.#push("run:finish", { status, ms });
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length > 0) this.#push("run:output", { chunks: this.#waiting });
    this.#waiting = [];
  }

  #push(event: string, payload: object): void {
    const channel = this.#channel();
    if (channel?.state === "joined") ask(channel, event, { id: this.#id, ...payload }, () => {});
  }
}
