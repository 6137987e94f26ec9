import { Runner, type RunStatus } from "../run/runner";
import { beginning, matches, type CaseResult, type CaseStatus, type TestCase } from "./testCases";

export interface CaseLimits {
  /** Of each case. */
  seconds: number;
  outputBytes: number;
  /** Of all cases together, without the time to load the runtime. */
  totalSeconds: number;
  /** Of the output in a result. */
  resultBytes: number;
}

export interface CaseRunEvents {
  running(): void;
  result(result: CaseResult): void;
  /** What the runtime says when it cannot be started. */
  trouble(text: string): void;
  /** Told once, and nothing after it. */
  finished(status: RunStatus, ms: number): void;
}

/** Runs a program once for each case, one after the other, each in a worker of its own. */
export class CaseRun {
  readonly #language: string;
  readonly #code: string;
  readonly #cases: readonly TestCase[];
  readonly #limits: CaseLimits;
  readonly #events: CaseRunEvents;
  #runner: Runner | undefined;
  #started = false;
  /** How long the program ran, without the time to load it. */
  #ms = 0;
  #finished = false;

  constructor(
    language: string,
    code: string,
    cases: readonly TestCase[],
    limits: CaseLimits,
    events: CaseRunEvents,
  ) {
    this.#language = language;
    this.#code = code;
    this.#cases = cases;
    this.#limits = limits;
    this.#events = events;
  }

  run(): void {
    this.#next(0);
  }

  stop(): void {
    this.#end("stopped");
  }

  #next(index: number): void {
    const testCase = this.#cases[index];
    if (!testCase) {
      this.#end("ok");
      return;
    }
    const left = this.#limits.totalSeconds - this.#ms / 1000;
    if (left <= 0) {
      this.#end("time_limit");
      return;
    }
    let out = "";
    let all = "";
    this.#runner = new Runner(
      this.#language,
      { seconds: Math.min(this.#limits.seconds, left), outputBytes: this.#limits.outputBytes },
      {
        running: () => this.#running(),
        output: (stream, text) => {
          if (stream === "out") out += text;
          all += text;
        },
        finished: (status, ms) => {
          if (this.#finished) return;
          this.#ms += ms;
          const { expected } = testCase;
          const ended = caseStatus(status, out, expected);
          if (!ended) {
            this.#events.trouble(all);
            this.#end(status);
            return;
          }
          this.#events.result({
            case_id: testCase.id,
            name: testCase.name,
            expected,
            actual: beginning(ended === "error" ? all : out, this.#limits.resultBytes),
            status: ended,
            ms,
          });
          this.#next(index + 1);
        },
      },
    );
    void this.#runner.run(this.#code, testCase.input);
  }

  #running(): void {
    if (!this.#started) this.#events.running();
    this.#started = true;
  }

  #end(status: RunStatus): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#runner?.stop();
    this.#events.finished(status, this.#ms);
  }
}

/** The result of a program that ended; nothing if the run as a whole ends. */
function caseStatus(status: RunStatus, out: string, expected: string): CaseStatus | undefined {
  switch (status) {
    case "ok":
      return matches(out, expected) ? "passed" : "failed";
    case "error":
    case "time_limit":
    case "output_limit":
      return status;
    default:
      return undefined;
  }
}
