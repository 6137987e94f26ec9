/** How long to wait before the first, second, third … attempt to connect again: phoenix.js's. */
const STEPS_MS = [10, 50, 100, 150, 200, 250, 500, 1_000, 2_000];
const LONGEST_MS = 5_000;

/** Nothing changes by itself for a page that the server refuses, but its operator may change it. */
const REFUSED_MS = 30_000;

/**
 * When to connect again. phoenix.js begins with its shortest wait whenever a connection opens. One
 * that opens by a poll, and is refused at the first post, would so come back twenty times a second.
 * Here only an answer of the server counts.
 */
export class Backoff {
  private failures = 0;
  private refusedForGood = false;

  /** The server has answered over the present connection. */
  answered(): void {
    this.failures = 0;
    this.refusedForGood = false;
  }

  /** A connection has ended before the server answered. */
  failed(): void {
    this.failures++;
  }

  /** The server refuses this page, whatever the page sends. */
  refused(): void {
    this.refusedForGood = true;
  }

  /**
   * The wait, in milliseconds.
   *
   * @param tries how many attempts there were since phoenix.js last saw a connection open
   */
  waitMs(tries: number): number {
    if (this.refusedForGood) return REFUSED_MS;
    return STEPS_MS[Math.max(tries - 1, this.failures)] ?? LONGEST_MS;
  }
}
