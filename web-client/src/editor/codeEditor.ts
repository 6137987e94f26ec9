import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { collab } from "@codemirror/collab";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, foldGutter, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Transaction, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { loadLanguage } from "./languages";
import { peerCursors } from "./peerCursors";
import { pointedLine } from "./pointedLine";
import { fontSize, type Reading } from "./reading";
import { themeExtension, type ThemeName } from "./themes";

export interface CodeEditorOptions {
  parent: HTMLElement;
  clientId: string;
  theme: ThemeName;
  attributes: Record<string, string>;
  /** The document was changed here, by the one who sits in front of it. */
  edited: () => void;
  selected: () => void;
  blurred: () => void;
  /** The reader typed, moved the cursor or scrolled. */
  acted: () => void;
  /** The document has become empty, or is so no longer. */
  emptied: (empty: boolean) => void;
}

export interface CodeEditor {
  readonly view: EditorView;
  setTheme(name: ThemeName): void;
  setLanguage(name: string): void;
  setReading(reading: Reading): void;
  setReadOnly(readOnly: boolean): void;
  /** Puts a text in the place of the present one, as if it was typed. */
  replaceText(text: string): void;
}

/** A code editor whose document can be edited by several together; read-only at first. */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const theme = new Compartment();
  const language = new Compartment();
  const readOnly = new Compartment();
  const reading = new Compartment();
  let wantedLanguage = "";

  const view = new EditorView({
    parent: options.parent,
    extensions: [
      lineNumbers(),
      foldGutter(),
      highlightSpecialChars(),
      history(),
      drawSelection(),
      EditorState.allowMultipleSelections.of(true),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      bracketMatching(),
      closeBrackets(),
      search({ top: true }),
      highlightSelectionMatches(),
      indentOnInput(),
      EditorView.clipboardInputFilter.of(storable),
      EditorState.tabSize.of(2),
      indentUnit.of("  "),
      keymap.of([
        ...closeBracketsKeymap,
        indentWithTab,
        ...searchKeymap,
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      collab({ clientID: options.clientId }),
      peerCursors(),
      pointedLine(),
      theme.of(themeExtension(options.theme)),
      reading.of([]),
      language.of([]),
      readOnly.of(EditorState.readOnly.of(true)),
      EditorView.contentAttributes.of(options.attributes),
      EditorView.domEventHandlers({ blur: options.blurred }),
      EditorView.updateListener.of((update) => {
        const { docChanged, selectionSet, focusChanged, transactions, startState, state } = update;
        const empty = state.doc.length === 0;
        if (empty !== (startState.doc.length === 0)) options.emptied(empty);
        const own = transactions.some(
          (one) => one.docChanged && !one.annotation(Transaction.remote),
        );
        if (docChanged && own) options.edited();
        if (selectionSet || focusChanged || own) options.selected();
        if (transactions.some((one) => one.annotation(Transaction.userEvent))) options.acted();
      }),
    ],
  });

  // Scrolling by the program has none of these events.
  for (const event of ["wheel", "touchmove"]) {
    view.scrollDOM.addEventListener(event, options.acted, { passive: true });
  }
  view.scrollDOM.addEventListener("pointerdown", ({ target }) => {
    // The bars at the side.
    if (target === view.scrollDOM) options.acted();
  });

  const reconfigure = (compartment: Compartment, extension: Extension) =>
    view.dispatch({ effects: compartment.reconfigure(extension) });

  return {
    view,
    setTheme: (name) => reconfigure(theme, themeExtension(name)),
    setLanguage(name) {
      wantedLanguage = name;
      loadLanguage(name).then(
        (extension) => {
          // Another may have been chosen while this one was loaded.
          if (wantedLanguage === name) reconfigure(language, extension);
        },
        () => {
          // Without the language the text can be edited all the same.
        },
      );
    },
    setReading: ({ size, wrap }) =>
      reconfigure(reading, [fontSize(size), wrap ? EditorView.lineWrapping : []]),
    setReadOnly: (value) => reconfigure(readOnly, EditorState.readOnly.of(value)),
    replaceText(text) {
      const { length } = view.state.doc;
      view.dispatch({
        changes: { from: 0, to: length, insert: text },
        selection: { anchor: text.length },
        userEvent: "input.complete",
      });
    },
  };
}

/** Text without what cannot be stored: the zero character, and halves of surrogate pairs. */
function storable(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, "");
}
