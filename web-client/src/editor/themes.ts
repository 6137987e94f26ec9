import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { palettes, type Palette } from "./palettes";

export type ThemeName = keyof typeof palettes;

/** `page` goes with the page's own light or dark. */
export type ThemeChoice = ThemeName | "page";

export const themeChoices: { value: ThemeChoice; label: string }[] = [
  { value: "page", label: "Same as the page" },
  { value: "light", label: "Roost light" },
  { value: "dark", label: "Roost dark" },
  { value: "material", label: "Material" },
  { value: "dracula", label: "Dracula" },
  { value: "ocean", label: "Ocean" },
  { value: "sand", label: "Sand" },
  { value: "contrast", label: "High contrast" },
];

const THEME = "roostEditorTheme";

export function savedTheme(): ThemeChoice {
  const saved = localStorage.getItem(THEME);
  return themeChoices.find(({ value }) => value === saved)?.value ?? "page";
}

export function saveTheme(theme: ThemeChoice): void {
  localStorage.setItem(THEME, theme);
}

export function themeExtension(name: ThemeName): Extension {
  return (extensions[name] ??= extensionOf(palettes[name]));
}

const extensions: Partial<Record<ThemeName, Extension>> = {};

function extensionOf(palette: Palette): Extension {
  const { background, text, gutter, activeLine, selection, caret } = palette;
  return [
    EditorView.theme(
      {
        "&": { color: text, backgroundColor: background, height: "100%" },
        "&.cm-focused": { outline: "none" },
        ".cm-scroller": {
          fontFamily: "var(--mono)",
          lineHeight: "1.65",
        },
        ".cm-content": { padding: "0.75rem 0", caretColor: caret },
        ".cm-line": { padding: "0 1rem 0 0.5rem" },
        ".cm-cursor": { borderLeft: `2px solid ${caret}` },
        ".cm-gutters": { color: gutter, backgroundColor: background, border: "none" },
        ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.5rem 0 1rem" },
        ".cm-activeLine": { backgroundColor: activeLine },
        ".cm-activeLineGutter": { color: text, backgroundColor: activeLine },
        "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
          { backgroundColor: selection },
        "&.cm-focused .cm-matchingBracket": { backgroundColor: selection, color: "inherit" },
        "&.cm-focused .cm-nonmatchingBracket": { color: "inherit", backgroundColor: "#d3302f44" },
        ".cm-selectionMatch": { backgroundColor: selection },
        ".cm-panels": { color: text, backgroundColor: background },
        ".cm-panels-top": { borderBottom: `1px solid ${gutter}` },
      },
      { dark: palette.dark },
    ),
    syntaxHighlighting(
      HighlightStyle.define([
        { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: palette.keyword },
        { tag: [tags.string, tags.special(tags.string), tags.regexp], color: palette.string },
        { tag: [tags.number, tags.bool, tags.null, tags.atom], color: palette.number },
        {
          tag: [
            tags.definition(tags.variableName),
            tags.function(tags.variableName),
            tags.function(tags.propertyName),
            tags.propertyName,
            tags.labelName,
          ],
          color: palette.name,
        },
        { tag: [tags.className, tags.typeName, tags.namespace, tags.self], color: palette.type },
        { tag: [tags.comment, tags.meta], color: palette.comment, fontStyle: "italic" },
        { tag: tags.heading, fontWeight: "bold" },
        { tag: tags.link, textDecoration: "underline" },
      ]),
    ),
  ];
}
