import { useEffect, useState } from "react";
import { useLatest } from "../ui/useLatest";

const TOLD_MS = 4000;

/**
 * The keys of the page around the editor: Ctrl+S, for there is nothing to save, Alt+Z and Alt+P.
 *
 * @returns whether the reader pressed Ctrl+S a moment ago
 */
export function useEditorKeys(toggleWrap: () => void, point: () => void): boolean {
  const [asked, setAsked] = useState(false);
  const actions = useLatest<Record<string, () => void>>({ KeyZ: toggleWrap, KeyP: point });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
        event.preventDefault();
        clearTimeout(timer);
        setAsked(true);
        timer = setTimeout(() => setAsked(false), TOLD_MS);
      } else if (event.altKey && !event.ctrlKey && !event.metaKey) {
        // On a Mac, the key with Alt is another letter.
        const action = actions.current[event.code];
        if (!action) return;
        event.preventDefault();
        action();
      }
    };
    window.addEventListener("keydown", pressed, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", pressed, { capture: true });
    };
  }, [actions]);

  return asked;
}
