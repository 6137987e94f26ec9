import { collab } from "@codemirror/collab";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, foldGutter, indentOnInput, indentUnit } from "@codemirror/language";
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
}

export interface CodeEditor {
  readonly view: EditorView;
  setTheme(name: ThemeName): void;
  setLanguage(name: string): void;
  setReadOnly(readOnly: boolean): void;
}

/** A code editor whose document can be edited by several together; read-only at first. */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const theme = new Compartment();
  const language = new Compartment();
  const readOnly = new Compartment();
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
      indentOnInput(),
      EditorView.clipboardInputFilter.of(storable),
      EditorState.tabSize.of(2),
      indentUnit.of("  "),
      keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]),
      collab({ clientID: options.clientId }),
      peerCursors(),
      theme.of(themeExtension(options.theme)),
      language.of([]),
      readOnly.of(EditorState.readOnly.of(true)),
      EditorView.contentAttributes.of(options.attributes),
      EditorView.domEventHandlers({ blur: options.blurred }),
      EditorView.updateListener.of(({ docChanged, selectionSet, focusChanged, transactions }) => {
        const own = transactions.some(
          (one) => one.docChanged && !one.annotation(Transaction.remote),
        );
        if (docChanged && own) options.edited();
        if (selectionSet || focusChanged || own) options.selected();
      }),
    ],
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
    setReadOnly: (value) => reconfigure(readOnly, EditorState.readOnly.of(value)),
  };
}

/** Text without what cannot be stored: the zero character, and halves of surrogate pairs. */
function storable(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, "");
}
