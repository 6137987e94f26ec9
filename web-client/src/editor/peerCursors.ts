import {
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Range,
} from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import type { CursorRange } from "./peers";

/** The cursors of another editor, in the current document of this one. */
export interface ShownPeer {
  name: string;
  color: string;
  ranges: CursorRange[];
}

const showPeers = StateEffect.define<ShownPeer[]>();

/** Shows where the others are: a caret with their name, and what they have selected. */
export function peerCursors(): Extension {
  return [field, look];
}

export function setPeers(view: EditorView, peers: ShownPeer[]): void {
  view.dispatch({ effects: showPeers.of(peers) });
}

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    let decorations = shown.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(showPeers)) decorations = decorationsFor(effect.value, transaction.state);
    }
    return decorations;
  },
  provide: (shown) => EditorView.decorations.from(shown),
});

const COLOR = /^#[0-9a-f]{6}$/i;

function decorationsFor(peers: ShownPeer[], state: EditorState): DecorationSet {
  const length = state.doc.length;
  const shown: Range<Decoration>[] = [];
  const carets: Caret[] = [];
  for (const { name, color, ranges } of peers) {
    const safe = COLOR.test(color) ? color : "#808080";
    for (const { anchor, head } of ranges) {
      const from = Math.min(anchor, head, length);
      const to = Math.min(Math.max(anchor, head), length);
      if (from < to) {
        const attributes = { style: `--peer: ${safe}` };
        shown.push(Decoration.mark({ class: "cm-peer-selection", attributes }).range(from, to));
      }
      const at = Math.min(head, length);
      const line = state.doc.lineAt(at);
      carets.push({ name, color: safe, at, column: at - line.from, line: line.number, level: 0 });
    }
  }
  for (const caret of withLevels(carets)) {
    shown.push(Decoration.widget({ widget: new PeerCaret(caret), side: 1 }).range(caret.at));
  }
  return Decoration.set(shown, true);
}

/** A caret to be drawn. */
export interface Caret {
  name: string;
  color: string;
  at: number;
  line: number;
  column: number;
  /** How many names of carets in the same line are between this name and the line. */
  level: number;
}

/** The carets in their order, with levels at which no name covers another. */
export function withLevels(carets: Caret[]): Caret[] {
  const inOrder = [...carets].sort(
    (one, other) => one.at - other.at || (one.name < other.name ? -1 : 1),
  );
  let line = 0;
  // By level, the column where its last name ends.
  let ends: number[] = [];
  return inOrder.map((caret) => {
    if (caret.line !== line) {
      line = caret.line;
      ends = [];
    }
    const free = ends.findIndex((end) => end <= caret.column);
    const level = free < 0 ? ends.length : free;
    // A letter of a name is no wider than one of the text; its box is a little wider than both.
    ends[level] = caret.column + caret.name.length + 2;
    return { ...caret, level };
  });
}

class PeerCaret extends WidgetType {
  readonly caret: Caret;

  constructor(caret: Caret) {
    super();
    this.caret = caret;
  }

  /** One that has moved is drawn again, which shows its name again. */
  override eq({ caret: other }: PeerCaret): boolean {
    const { name, color, at, line, level } = this.caret;
    const same = other.name === name && other.color === color && other.level === level;
    return same && other.at === at && other.line > 1 === line > 1;
  }

  toDOM(): HTMLElement {
    const { name, color, line, level } = this.caret;
    const caret = document.createElement("span");
    caret.className = line > 1 ? "cm-peer" : "cm-peer cm-peer-below";
    caret.style.setProperty("--peer", color);
    caret.style.setProperty("--level", String(level));
    caret.dataset["testid"] = "peer-cursor";
    caret.dataset["name"] = name;
    // The list of participants tells who is here; in the text a name would be in the way.
    caret.ariaHidden = "true";
    const flag = document.createElement("span");
    flag.className = "cm-peer-flag";
    flag.dataset["name"] = name;
    caret.append(flag);
    return caret;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

const look = EditorView.baseTheme({
  ".cm-peer": {
    position: "relative",
    display: "inline-block",
    width: "0",
    height: "1.2em",
    verticalAlign: "text-bottom",
    borderLeft: "2px solid var(--peer)",
    margin: "0 -1px",
  },
  ".cm-peer-flag": {
    position: "absolute",
    // The names of those who are at the same place stand above each other.
    bottom: "calc(100% + var(--level) * 1.6 * 0.68rem)",
    left: "-2px",
    padding: "0 0.35em",
    borderRadius: "0.3em 0.3em 0.3em 0",
    backgroundColor: "var(--peer)",
    color: "#fff",
    font: "600 0.68rem/1.5 var(--sans)",
    whiteSpace: "nowrap",
    pointerEvents: "none",
    zIndex: "10",
    // The name would be in the way of the line above for ever.
    animation: "cm-peer-rest 0.6s 4s forwards",
  },
  // Not text of the document, so that it is neither copied nor counted.
  ".cm-peer-flag::after": { content: "attr(data-name)" },
  ".cm-peer-below .cm-peer-flag": {
    bottom: "auto",
    top: "calc(100% + var(--level) * 1.6 * 0.68rem)",
    borderRadius: "0 0.3em 0.3em 0.3em",
  },
  "@keyframes cm-peer-rest": { to: { opacity: "0.25" } },
  ".cm-peer:hover .cm-peer-flag": { animation: "none" },
  ".cm-peer-selection": {
    backgroundColor: "color-mix(in srgb, var(--peer) 28%, transparent)",
  },
});
