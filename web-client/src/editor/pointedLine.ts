import { StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** A line to look at, by a position in it. */
interface Mark {
  position: number;
  color: string;
  shown: boolean;
}

const setMark = StateEffect.define<Mark>();
const hideMark = StateEffect.define<null>();

const field = StateField.define<Mark | undefined>({
  create: () => undefined,
  update(mark, transaction) {
    let now = mark && { ...mark, position: transaction.changes.mapPos(mark.position, 1) };
    for (const effect of transaction.effects) {
      if (effect.is(setMark)) now = effect.value;
      if (effect.is(hideMark)) now = now && { ...now, shown: false };
    }
    return now;
  },
});

/** Shows one marked line, which moves along with the text. */
export function pointedLine(): Extension {
  return [
    field,
    EditorView.decorations.compute([field, "doc"], (state) => {
      const mark = state.field(field);
      if (!mark?.shown) return Decoration.none;
      const attributes = { style: `--peer: ${mark.color}` };
      const line = state.doc.lineAt(Math.min(mark.position, state.doc.length));
      return Decoration.set(
        Decoration.line({ class: "cm-pointed-line", attributes }).range(line.from),
      );
    }),
    look,
  ];
}

/** Marks the line of a position, in place of the one that is marked. */
export function markLine(view: EditorView, position: number, color: string): void {
  view.dispatch({ effects: setMark.of({ position, color, shown: true }) });
}

export function unmarkLine(view: EditorView): void {
  view.dispatch({ effects: hideMark.of(null) });
}

/** The present position of the line that was marked last, whether it is still marked or not. */
export function lastMarked(view: EditorView): number | undefined {
  return view.state.field(field)?.position;
}

const look = EditorView.baseTheme({
  ".cm-line.cm-pointed-line": {
    backgroundColor: "color-mix(in srgb, var(--peer) 18%, transparent)",
    boxShadow: "inset 3px 0 0 var(--peer)",
  },
});
