import { createContext } from "react";

/** Goes to a line of the text beside the chat; undefined where there is no text. */
export const GoToLine = createContext<((line: number) => void) | undefined>(undefined);

const LINE = /\b(?:L|[Ll]ines? )([1-9]\d{0,5})\b/g;

/** A part of a message; with the number of the line that it names, if it does. */
export interface Part {
  text: string;
  line?: number;
}

/** Splits a text at the lines it names, such as `L12` and `line 12`. */
export function lineParts(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(LINE)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ text: match[0], line: Number(match[1]) });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** HTML with a button for each line that its text names, apart from code and links. */
export function withLineLinks(html: string): string {
  const template = document.createElement("template");
  template.innerHTML = html;
  const walker = document.createTreeWalker(template.content, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (!text.parentElement?.closest("a, code")) texts.push(text);
  }
  for (const text of texts) {
    const parts = lineParts(text.data);
    if (parts.some(({ line }) => line !== undefined)) text.replaceWith(...parts.map(nodeOf));
  }
  return template.innerHTML;
}

function nodeOf({ text, line }: Part): Node | string {
  if (line === undefined) return text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "line-link";
  button.title = titleOf(line);
  button.dataset["line"] = String(line);
  button.dataset["testid"] = "line-link";
  button.textContent = text;
  return button;
}

export function titleOf(line: number): string {
  return `Go to line ${line}`;
}
