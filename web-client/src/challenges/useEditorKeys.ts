import { useEffect, useState } from "react";
import { useLatest } from "../ui/useLatest";

const TOLD_MS = 4000;

/**
 * The keys of the page around the editor: Ctrl+S, for there is nothing to save, and Alt+Z.
 *
 * @returns whether the reader pressed Ctrl+S a moment ago
 */
export function useEditorKeys(toggleWrap: () => void): boolean {
  const [asked, setAsked] = useState(false);
  const wrap = useLatest(toggleWrap);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
        event.preventDefault();
        clearTimeout(timer);
        setAsked(true);
        timer = setTimeout(() => setAsked(false), TOLD_MS);
      } else if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyZ") {
        // On a Mac, the key with Alt is another letter.
        event.preventDefault();
        wrap.current();
      }
    };
    window.addEventListener("keydown", pressed, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", pressed, { capture: true });
    };
  }, [wrap]);

  return asked;
}
