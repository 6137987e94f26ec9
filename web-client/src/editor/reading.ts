import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** How the reader has the text shown: the size in pixels, and whether long lines are wrapped. */
export interface Reading {
  size: number;
  wrap: boolean;
}

export const MIN_SIZE = 10;
export const MAX_SIZE = 28;
const DEFAULT: Reading = { size: 14, wrap: false };

const KEY = "roostEditorReading";

export function savedReading(): Reading {
  try {
    return readingOf(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {
    return DEFAULT;
  }
}

export function saveReading(reading: Reading): void {
  localStorage.setItem(KEY, JSON.stringify(reading));
}

/** A reading from anything: what is missing is the default, a size out of range the nearest limit. */
export function readingOf(saved: unknown): Reading {
  const { size, wrap } = (saved ?? {}) as Partial<Reading>;
  return {
    size: typeof size === "number" && Number.isFinite(size) ? clamped(size) : DEFAULT.size,
    wrap: typeof wrap === "boolean" ? wrap : DEFAULT.wrap,
  };
}

function clamped(size: number): number {
  return Math.min(MAX_SIZE, Math.max(MIN_SIZE, Math.round(size)));
}

export function fontSize(size: number): Extension {
  // In rem, so that it follows the size that the reader set in the browser.
  return EditorView.theme({ ".cm-scroller": { fontSize: `${size / 16}rem` } });
}
