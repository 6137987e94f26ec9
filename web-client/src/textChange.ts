export interface TextChange {
  from: number;
  to: number;
  insert: string;
}

/** The one replacement that turns `before` into `after`, sparing what both begin and end with. */
export function changeBetween(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);

  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (isHighSurrogate(before, start - 1)) start--;

  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  if (isLowSurrogate(before, before.length - end)) end--;

  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

// A character outside the basic plane is two code units; a change must not part them.
function isHighSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

function isLowSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
