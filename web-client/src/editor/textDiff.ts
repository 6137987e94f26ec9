import { presentableDiff } from "@codemirror/merge";
import { ChangeSet, Text } from "@codemirror/state";

/** Lines end with \n on the wire; anything else is part of a line, or positions would not fit. */
export function textOf(content: string): Text {
  return Text.of(content.split("\n"));
}

/** The changes that make one text the other, as few as can be found in short time. */
export function changesBetween(before: Text, after: Text): ChangeSet {
  const specs = presentableDiff(before.toString(), after.toString(), {
    scanLimit: 1000,
    timeout: 200,
  }).map(({ fromA, toA, fromB, toB }) => ({
    from: fromA,
    to: toA,
    insert: after.slice(fromB, toB),
  }));
  return ChangeSet.of(specs, before.length);
}

/** How many characters changes remove and insert. */
export function sizeOf(changes: ChangeSet): number {
  let size = 0;
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    size += toA - fromA + inserted.length;
  });
  return size;
}

/** Whether what the earlier changes inserted is still there in one piece after the later ones. */
export function leavesWhole(later: ChangeSet, earlier: ChangeSet): boolean {
  let whole = true;
  earlier.iterChangedRanges((_fromA, _toA, inserted, insertedEnd) => {
    later.iterChangedRanges((from, to) => {
      if (from < insertedEnd && to > inserted) whole = false;
    });
  });
  return whole;
}
