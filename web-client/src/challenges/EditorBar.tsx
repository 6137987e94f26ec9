import type { ReactNode } from "react";
import { languageLabel, languages } from "../editor/languageNames";
import type { SyncStatus } from "../editor/collabClient";

interface Props {
  language: string;
  chooseLanguage: (name: string) => void;
  canChoose: boolean;
  sync: SyncStatus;
  saved: string;
  /** The reader wants to know whether all is saved. */
  asked: boolean;
  children: ReactNode;
}

const TROUBLES: SyncStatus[] = ["waiting", "too_large", "failed"];

export function EditorBar(props: Props) {
  const { language, canChoose, sync, asked, children } = props;
  const saved = asked && sync === "saved" ? "All changes are saved" : props.saved;
  const known = languages.some(({ name }) => name === language);
  return (
    <header className="editor-bar">
      <h2 id="response-heading">Response</h2>
      <p className="saved" data-state={sync} data-asked={asked} data-testid="saved">
        {saved}
      </p>
      {/* Each keystroke is saved: read out each time, it would drown all else. */}
      <p className="visually-hidden" role="status">
        {asked || TROUBLES.includes(sync) ? saved : ""}
      </p>
      <label>
        <span>Language</span>
        <select
          aria-label="Language"
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
      {children}
    </header>
  );
}
