import { useCallback, useEffect, useRef, useState } from "react";
import { drafts } from "./drafts";

/** A text that survives the page under this key. */
export function useDraft(key: string): [string, (text: string) => void] {
  const [text, setText] = useState("");
  const touched = useRef(false);

  useEffect(() => {
    let wanted = true;
    touched.current = false;
    setText("");
    void drafts.read(key).then((kept) => {
      // Text that was typed before the draft has loaded wins.
      if (wanted && !touched.current) setText(kept);
    });
    return () => {
      wanted = false;
    };
  }, [key]);

  const change = useCallback(
    (changed: string) => {
      touched.current = true;
      setText(changed);
      drafts.write(key, changed);
    },
    [key],
  );
  return [text, change];
}
