import {
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Range,
} from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import type { CursorRange } from "./peers";

/** Someone else's cursors, in the document as it is in this editor. */
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
      const widget = new PeerCaret(name, safe, at, state.doc.lineAt(at).number > 1);
      shown.push(Decoration.widget({ widget, side: 1 }).range(at));
    }
  }
  return Decoration.set(shown, true);
}

class PeerCaret extends WidgetType {
  readonly name: string;
  readonly color: string;
  readonly at: number;
  readonly above: boolean;

  constructor(name: string, color: string, at: number, above: boolean) {
    super();
    this.at = at;
    this.name = name;
    this.color = color;
    this.above = above;
  }

  /** One that has moved is drawn anew, which shows its name again. */
  override eq(other: PeerCaret): boolean {
    const same = other.name === this.name && other.color === this.color;
    return same && other.at === this.at && other.above === this.above;
  }

  toDOM(): HTMLElement {
    const caret = document.createElement("span");
    caret.className = this.above ? "cm-peer" : "cm-peer cm-peer-below";
    caret.style.setProperty("--peer", this.color);
    caret.dataset["testid"] = "peer-cursor";
    caret.dataset["name"] = this.name;
    // The list of participants tells who is here; in the text a name would be in the way.
    caret.ariaHidden = "true";
    const flag = document.createElement("span");
    flag.className = "cm-peer-flag";
    flag.dataset["name"] = this.name;
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
    bottom: "100%",
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
    top: "100%",
    borderRadius: "0 0.3em 0.3em 0.3em",
  },
  "@keyframes cm-peer-rest": { to: { opacity: "0.25" } },
  ".cm-peer:hover .cm-peer-flag": { animation: "none" },
  ".cm-peer-selection": {
    backgroundColor: "color-mix(in srgb, var(--peer) 28%, transparent)",
  },
});
