/** What the server says when it will not do something. */
export function reasonOf(answer: unknown): string {
  const { reason, error } = (answer ?? {}) as { reason?: unknown; error?: unknown };
  // If there are both, the reason is a word for programs and the error is a sentence.
  if (typeof error === "string") return error;
  if (typeof reason === "string") return reason;
  return "the server refused";
}

/** Other reasons, such as a crash or too much to do, may be gone at the next attempt. */
export function isFinal(reason: string): boolean {
  return /^(forbidden|unauthorized|unmatched topic|unknown\b.*|invalid\b.*)$/.test(reason);
}
