// Runs checks in order and prints a line for each:
// "ok - name" or "not ok - name: reason".
import { isDeepStrictEqual } from "node:util";

const PATIENCE_MS = 30_000;
const LONGEST_CHECK_MS = 60_000;
const LONGEST_PAUSE_MS = 50;

let passed = 0;
let failed = 0;

// Returns whether it passed.
export async function check(name, body, longestMs = LONGEST_CHECK_MS) {
  let overdue;
  const deadline = new Promise((_, reject) => {
    const late = () => reject(new Error(`not done after ${longestMs} ms`));
    overdue = setTimeout(late, longestMs);
  });
  try {
    await Promise.race([body(), deadline]);
    passed++;
    console.log(`ok - ${name}`);
    return true;
  } catch (error) {
    notOk(name, error);
    return false;
  } finally {
    clearTimeout(overdue);
  }
}

// The first check: without a server, all others would only time out.
export async function checkServer(url) {
  if (!(await check(`a server answers at ${url}`, () => fetch(url)))) finish();
}

// Call it when all checks have run. Exits, because open connections would keep the process alive.
export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed || !passed ? 1 : 0);
}

export async function until(what, condition, ms = PATIENCE_MS) {
  const end = Date.now() + ms;
  // Polls less and less often: the awaited work may need the CPU.
  for (let pause = 2; !(await condition()); pause = Math.min(1.5 * pause, LONGEST_PAUSE_MS)) {
    if (Date.now() > end) throw new Error(`not in ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

export function equal(what, got, expected) {
  if (isDeepStrictEqual(got, expected)) return;
  throw new Error(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`);
}

// An exception inside a client's callback belongs to no check, but is a failure.
process.on("uncaughtException", (error) => notOk("nothing is thrown in a callback", error));

function notOk(name, error) {
  failed++;
  const reason = error instanceof Error ? error.message : String(error);
  console.log(`not ok - ${name}: ${reason.replaceAll("\n", "\n    ")}`);
}
