/** How many Unicode code points a text has: what the server counts. */
export function messageLength(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** From this share of the limit on, the writer sees what is left. */
const SHOWN_FROM = 0.9;

/** How many characters are left, or how many are too many; undefined far from the limit. */
export function charactersLeft(text: string, max: number): number | undefined {
  // A code point has one or two units: most texts need not be counted.
  if (text.length < max * SHOWN_FROM) return undefined;
  const length = messageLength(text);
  return length < max * SHOWN_FROM ? undefined : max - length;
}
