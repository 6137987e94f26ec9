import { useCallback, useEffect, useState, type RefObject } from "react";
import { useAppearance } from "../app/appearance";
import { useKnownSettings } from "../app/SettingsProvider";
import { readingOf, savedReading, saveReading, type Reading } from "../editor/reading";
import { SharedDocument } from "../editor/sharedDocument";
import { savedTheme, saveTheme, type ThemeChoice } from "../editor/themes";
import { useLatest } from "../ui/useLatest";
import { syncOf, type Sync } from "./workState";

const ATTRIBUTES = {
  id: "editor",
  "aria-labelledby": "response-heading",
  "aria-describedby": "editor-hint",
  tabindex: "0",
  // The text is code.
  spellcheck: "false",
  autocorrect: "off",
  autocapitalize: "off",
};

/** Puts an editor into an element for as long as that is shown. */
export function useSharedDocument(
  parent: RefObject<HTMLElement | null>,
  userId: number,
  challengeId: string,
) {
  const [document, setDocument] = useState<SharedDocument>();
  const [empty, setEmpty] = useState(true);
  const [sync, setSync] = useState<Sync>({ status: "loading" });
  const [choice, setChoice] = useState<ThemeChoice>(savedTheme);
  const [reading, setReading] = useState<Reading>(savedReading);
  const [appearance] = useAppearance();
  const maxBytes = useLatest(useKnownSettings().max_response_bytes);
  const theme = choice === "page" ? appearance : choice;

  useEffect(() => {
    if (!parent.current) return;
    const opened = new SharedDocument({
      parent: parent.current,
      userId,
      challengeId,
      theme: "light",
      attributes: ATTRIBUTES,
      maxBytes: () => maxBytes.current,
      emptied: setEmpty,
      status: (status, refusal) => setSync(syncOf(status, refusal, Date.now())),
    });
    setDocument(opened);
    setEmpty(opened.editor.view.state.doc.length === 0);
    return () => {
      setDocument(undefined);
      opened.destroy();
    };
  }, [parent, userId, challengeId, maxBytes]);

  useEffect(() => document?.editor.setTheme(theme), [document, theme]);

  useEffect(() => document?.editor.setReading(reading), [document, reading]);

  const chooseReading = useCallback((chosen: Reading) => {
    const allowed = readingOf(chosen);
    saveReading(allowed);
    setReading(allowed);
  }, []);

  const chooseTheme = (chosen: ThemeChoice) => {
    saveTheme(chosen);
    setChoice(chosen);
  };

  return { document, empty, sync, choice, chooseTheme, reading, chooseReading };
}
