// Prints random changes of random texts, made, encoded and applied by CodeMirror: one JSON object
// per line, {text, changes, after}. `other` are changes of the same text, and `rebased` is the text
// after them and the changes that were rebased on them. Arguments: the count and the seed.

import { ChangeSet, Text } from "@codemirror/state";

const [count, seed] = process.argv.slice(2).map(Number);

// Mulberry32: the same numbers for the same seed, on every machine.
let state = seed;
function random(below) {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
}

const PIECES = ["a", "b", " ", "\n", "\n\n", "é", "\u{1f600}", "\u2028", '"', "\\", "tab\t"];

function text(max) {
  let result = "";
  for (let i = random(max + 1); i > 0; i--) result += PIECES[random(PIECES.length)];
  return result;
}

// Not inside a surrogate pair.
function position(text, from) {
  const at = from + random(text.length - from + 1);
  const isMiddle = /[\ud800-\udbff]/.test(text.charAt(at - 1));
  return isMiddle ? at - 1 : at;
}

function change(current) {
  const from = position(current, 0);
  const to = position(current, from);
  const kind = random(3);
  if (kind === 0) return { from, insert: text(5) };
  if (kind === 1) return { from, to };
  return { from, to, insert: text(5) };
}

function changesOf(before) {
  let changes = ChangeSet.of([], before.length);
  let after = before;
  for (let j = random(4); j > 0; j--) {
    const next = ChangeSet.of(change(after.toString()), after.length);
    after = next.apply(after);
    changes = changes.compose(next);
  }
  return changes;
}

for (let i = 0; i < count; i++) {
  const before = Text.of(text(30).split("\n"));
  const changes = changesOf(before);
  const other = changesOf(before);
  console.log(
    JSON.stringify({
      text: before.toString(),
      changes: changes.toJSON(),
      after: changes.apply(before).toString(),
      other: other.toJSON(),
      rebased: changes.map(other).apply(other.apply(before)).toString(),
    }),
  );
}
