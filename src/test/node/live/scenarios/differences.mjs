// The differences between a recorded state and the actual one.
import { isDeepStrictEqual } from "node:util";

const CONTEXT = 1;

/** Returns a line for each difference. Ignores members without an expected value. */
export function differences(expected, seen, ignored = []) {
  return Object.entries(expected)
    .filter(([key, value]) => !ignored.includes(key) && !isDeepStrictEqual(value, seen[key]))
    .flatMap(([key, value]) =>
      Array.isArray(value) && Array.isArray(seen[key])
        ? [`${key}:`, ...lines(value.map(text), seen[key].map(text))]
        : [`${key}: expected ${text(value)}, got ${text(seen[key])}`],
    );
}

function text(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Removes the common first and last lines. */
function lines(expected, seen) {
  let start = 0;
  while (start < expected.length && expected[start] === seen[start]) start++;
  let end = 0;
  const shorter = Math.min(expected.length, seen.length) - start;
  while (end < shorter && expected.at(-1 - end) === seen.at(-1 - end)) end++;
  return [
    ...expected.slice(Math.max(0, start - CONTEXT), start).map((line) => `    ${line}`),
    ...expected.slice(start, expected.length - end).map((line) => `  - ${line}`),
    ...seen.slice(start, seen.length - end).map((line) => `  + ${line}`),
  ];
}
