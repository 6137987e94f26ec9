import { useEffect, useRef } from "react";
import { Button } from "../ui/Button";
import { CloseIcon } from "../ui/icons";
import { colorOf } from "../ui/colors";
import type { Together } from "./useTogether";

/** How long a message is shown; one with a button for longer, and while the focus is in it. */
const SHOWN_MS = { said: 6_000, pointed: 30_000 };

interface Props {
  together: Together;
  focusEditor: () => void;
}

/** Over the end of the text: whom the view follows, and who points to a line. */
export function TogetherNotes({ together, focusEditor }: Props) {
  const { followed, told, dismiss } = together;
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!told) return;
    const timer = setInterval(() => {
      if (!frame.current?.contains(document.activeElement)) dismiss();
    }, SHOWN_MS[told.kind]);
    return () => clearInterval(timer);
  }, [told, dismiss]);

  // The focus would be in what is gone.
  const closing = (close: () => void) => () => {
    close();
    focusEditor();
  };

  return (
    <div className="together">
      <div ref={frame} className="together-notes" role="status" data-testid="together">
        {told && (
          <p
            className="together-note told"
            data-testid={told.kind}
            style={{ "--person": told.kind === "pointed" ? told.color : "var(--accent)" }}
          >
            <span>{told.text}</span>
            {told.kind === "pointed" && (
              <>
                <Button kind="link" testId="go-there" onClick={together.goToPointed}>
                  Go there
                </Button>
                <Button kind="quiet" label="Dismiss" onClick={closing(dismiss)}>
                  <CloseIcon />
                </Button>
              </>
            )}
          </p>
        )}
        {followed && (
          <p
            className="together-note"
            data-testid="following"
            style={{ "--person": colorOf(followed.userId) }}
          >
            <span>
              Following <strong>{followed.name}</strong>
            </span>
            <Button kind="link" testId="stop-following" onClick={closing(together.stop)}>
              Stop following
            </Button>
          </p>
        )}
      </div>
    </div>
  );
}
