import { languageLabel } from "../editor/languageNames";
import { canRun } from "../run/runnable";
import { Button } from "../ui/Button";
import { PlayIcon, StopIcon } from "../ui/icons";

interface Props {
  language: string;
  /** A run of one's own goes on. */
  running: boolean;
  start: () => void;
  stop: () => void;
}

/** Runs the text in this browser; or says that its language cannot be run there. */
export function RunButton({ language, running, start, stop }: Props) {
  if (running) {
    return (
      <Button testId="stop" onClick={stop}>
        <StopIcon /> Stop
      </Button>
    );
  }
  if (!canRun(language)) {
    return (
      <p className="no-run" data-testid="no-run">
        {languageLabel(language)} can’t run in the browser
      </p>
    );
  }
  return (
    <Button kind="primary" testId="run-start" onClick={start}>
      <PlayIcon /> Run
    </Button>
  );
}
