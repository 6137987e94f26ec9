// What differs between a recorded state and the one that is seen.
import { isDeepStrictEqual } from "node:util";

const CONTEXT = 1;

/** Lines that say it; none if they are the same. Members that are not expected are not compared. */
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

/** Without the lines that both begin and end with. */
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
