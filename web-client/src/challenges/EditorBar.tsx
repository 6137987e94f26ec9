import { languageLabel, languages } from "../editor/languageNames";
import type { SyncStatus } from "../editor/collabClient";
import { themeChoices, type ThemeChoice } from "../editor/themes";

interface Props {
  language: string;
  chooseLanguage: (name: string) => void;
  canChoose: boolean;
  theme: ThemeChoice;
  chooseTheme: (theme: ThemeChoice) => void;
  sync: SyncStatus;
  saved: string;
}

const TROUBLES: SyncStatus[] = ["waiting", "too_large", "failed"];

export function EditorBar(props: Props) {
  const { language, canChoose, theme, sync, saved } = props;
  const known = languages.some(({ name }) => name === language);
  return (
    <header className="editor-bar">
      <h2 id="response-heading">Response</h2>
      <p className="saved" data-state={sync} data-testid="saved">
        {saved}
      </p>
      {/* Each keystroke is saved, and nobody wants to hear that each time. */}
      <p className="visually-hidden" role="status">
        {TROUBLES.includes(sync) ? saved : ""}
      </p>
      <label>
        <span>Language</span>
        <select
          value={language}
          disabled={!canChoose}
          data-testid="language"
          onChange={(event) => props.chooseLanguage(event.target.value)}
        >
          {!known && <option value={language}>{languageLabel(language)}</option>}
          {languages.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Theme</span>
        <select
          value={theme}
          data-testid="theme"
          onChange={(event) => props.chooseTheme(event.target.value as ThemeChoice)}
        >
          {themeChoices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </header>
  );
}
