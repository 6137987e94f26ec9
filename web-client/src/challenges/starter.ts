import { isLanguage } from "../editor/languageNames";
import type { SharedDocument } from "../editor/sharedDocument";

// Most people never need these texts.
async function starterOf(language: string): Promise<string | undefined> {
  if (!isLanguage(language)) return undefined;
  return (await import("../editor/starters")).starters[language];
}

/** Puts the starter code of a language into an empty document. */
export async function insertStarter(document: SharedDocument, language: string): Promise<void> {
  const starter = await starterOf(language);
  const { view } = document.editor;
  if (starter === undefined || view.state.doc.length > 0) return;
  document.editor.replaceText(starter);
  view.focus();
}

/**
 * After the reader chose another language: a starter that is as it was becomes the other one. It may
 * be of an earlier language than the last, when they choose faster than the server answers.
 */
export async function switchStarter(document: SharedDocument, language: string): Promise<void> {
  const starter = await starterOf(language);
  const { starters } = await import("../editor/starters");
  const text = document.editor.view.state.doc.toString();
  if (starter === undefined || !Object.values(starters).includes(text)) return;
  document.editor.replaceText(starter);
}
