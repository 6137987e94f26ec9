import { beforeEach, expect, test, vi } from "vitest";
import { CaseRun } from "../src/challenges/caseRun";
import type { CaseResult, TestCase } from "../src/challenges/testCases";
import type { RunEvents, RunLimits, RunStatus } from "../src/run/runner";

interface Started {
  limits: RunLimits;
  events: RunEvents;
  input: string;
  stopped: boolean;
}

const started: Started[] = [];

// Stands for the sandbox: the test ends the programs.
vi.mock("../src/run/runner", () => ({
  Runner: class {
    readonly #run: Started;

    constructor(_language: string, limits: RunLimits, events: RunEvents) {
      this.#run = { limits, events, input: "", stopped: false };
    }

    run(_code: string, input: string) {
      this.#run.input = input;
      started.push(this.#run);
      return Promise.resolve();
    }

    stop() {
      if (this.#run.stopped) return;
      this.#run.stopped = true;
      this.#run.events.finished("stopped", 0);
    }
  },
}));

const CASES: TestCase[] = ["1", "2", "3"].map((text, index) => ({
  id: index + 1,
  name: "",
  input: text,
  expected: text,
}));

let results: CaseResult[];
let ends: [RunStatus, number][];
let trouble: string[];

beforeEach(() => {
  started.length = 0;
  results = [];
  ends = [];
  trouble = [];
});

function start(): CaseRun {
  const limits = { seconds: 10, outputBytes: 100, totalSeconds: 15, resultBytes: 5 };
  const run = new CaseRun("python", "code", CASES, limits, {
    running: () => {},
    result: (result) => results.push(result),
    trouble: (text) => trouble.push(text),
    finished: (status, ms) => ends.push([status, ms]),
  });
  run.run();
  return run;
}

function finish(status: RunStatus, ms: number, out = "", err = "") {
  const { events } = started.at(-1)!;
  events.running();
  if (out) events.output("out", out);
  if (err) events.output("err", err);
  events.finished(status, ms);
}

const statuses = () => results.map(({ status }) => status);

test("the cases run one after the other, each with its input", () => {
  start();
  finish("ok", 10, "1\n");
  finish("ok", 20, "other than 2");
  finish("error", 30, "", "a long message");
  expect(started.map(({ input }) => input)).toEqual(["1", "2", "3"]);
  expect(statuses()).toEqual(["passed", "failed", "error"]);
  expect(results.map(({ actual }) => actual)).toEqual(["1\n", "other", "a lon"]);
  expect(ends).toEqual([["ok", 60]]);
});

test("only standard output is compared", () => {
  start();
  finish("ok", 10, "1", "a warning");
  expect(statuses()).toEqual(["passed"]);
});

test("all cases together have their time", () => {
  start();
  finish("time_limit", 10_000);
  expect(started.at(-1)!.limits.seconds).toBe(5);
  finish("time_limit", 5_000);
  expect(statuses()).toEqual(["time_limit", "time_limit"]);
  expect(ends).toEqual([["time_limit", 15_000]]);
  expect(started.length).toBe(2);
});

test("Stop ends the case that runs and starts no other", () => {
  const run = start();
  finish("ok", 10, "1");
  run.stop();
  expect(started.length).toBe(2);
  expect(started[1]!.stopped).toBe(true);
  expect(statuses()).toEqual(["passed"]);
  expect(ends).toEqual([["stopped", 10]]);
});

test("a runtime that cannot be started ends all", () => {
  start();
  finish("failed", 0, "", "no such file");
  expect(results).toEqual([]);
  expect(trouble).toEqual(["no such file"]);
  expect(ends).toEqual([["failed", 0]]);
});
