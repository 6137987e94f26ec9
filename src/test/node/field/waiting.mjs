const LONGEST_PAUSE_MS = 50;

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Whether the condition becomes true within the time. A throwing condition counts as false.
export async function holdsWithin(ms, condition) {
  const end = Date.now() + ms;
  for (let wait = 2; ; wait = Math.min(1.5 * wait, LONGEST_PAUSE_MS)) {
    if (await Promise.resolve().then(condition).catch(() => false)) return true;
    if (Date.now() > end) return false;
    await pause(wait);
  }
}

// The result of the promise, or a failure after the time.
export function within(ms, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing for ${ms / 1000} s`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
