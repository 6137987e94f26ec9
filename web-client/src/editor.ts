import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { Annotation, Compartment, EditorState, Transaction } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { changeBetween } from "./textChange";

export interface Editor {
  /** Shows this text instead; cursor, selection and undo history stay as far as they can. */
  show(text: string): void;
  allowEditing(allowed: boolean): void;
}

/** Marks what was not typed here, so that it is not taken for the user's own. */
const fromOthers = Annotation.define<true>();

/**
 * A code editor, read-only until told otherwise. `edited` is called with the whole text after each
 * change by the user.
 */
export function createEditor(parent: HTMLElement, edited: (text: string) => void): Editor {
  const readOnly = new Compartment();

  const view = new EditorView({
    parent,
    extensions: [
      lineNumbers(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      bracketMatching(),
      indentOnInput(),
      javascript(),
      EditorState.tabSize.of(2),
      syntaxHighlighting(classHighlighter),
      look,
      keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]),
      EditorView.contentAttributes.of({
        "aria-labelledby": "response-heading",
        "aria-describedby": "editor-hint",
      }),
      readOnly.of(EditorState.readOnly.of(true)),
      EditorView.updateListener.of(({ docChanged, state, transactions }) => {
        const byUser = transactions.some((one) => one.docChanged && !one.annotation(fromOthers));
        if (docChanged && byUser) edited(state.doc.toString());
      }),
    ],
  });

  return {
    show(text) {
      // The editor knows one line ending only.
      const change = changeBetween(view.state.doc.toString(), text.replace(/\r\n?/g, "\n"));
      if (!change) return;
      view.dispatch({
        changes: change,
        annotations: [fromOthers.of(true), Transaction.addToHistory.of(false)],
      });
    },
    allowEditing(allowed) {
      view.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(!allowed)) });
    },
  };
}

// Colours are those of style.css, which knows light and dark.
const look = EditorView.theme({
  "&": { color: "var(--ink)", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "0.9rem", lineHeight: "1.6" },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 1rem 0 0.5rem" },
  ".cm-cursor": { borderLeft: "2px solid var(--accent)" },
  ".cm-gutters": { color: "var(--faint)", backgroundColor: "transparent", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.5rem 0 1rem" },
  ".cm-activeLine": { backgroundColor: "var(--active-line)" },
  ".cm-activeLineGutter": { color: "var(--quiet)", backgroundColor: "var(--active-line)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "var(--selection)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selection)" },
});
