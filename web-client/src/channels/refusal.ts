/** What the server says when it will not do something. */
export function reasonOf(answer: unknown): string {
  const { reason, error } = (answer ?? {}) as { reason?: unknown; error?: unknown };
  // The reason is a word for programs then, and the sentence says when to try again.
  if (reason === "rate_limited" && typeof error === "string") return error;
  if (typeof reason === "string") return reason;
  if (typeof error === "string") return error;
  return "the server refused";
}

/** Other reasons, such as a crash or too much to do, may be gone at the next attempt. */
export function isFinal(reason: string): boolean {
  return /^(forbidden|unauthorized|unmatched topic|unknown\b.*|invalid\b.*)$/.test(reason);
}
