import { useCallback, useEffect, useRef } from "react";

const QUIET_MS = 3000;

/** Tells once when typing begins, and once when it has paused or the field was left. */
export function useTypingSignal(start: () => void, stop: () => void) {
  const calls = useRef({ start, stop });
  calls.current = { start, stop };
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const stopped = useCallback(() => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    calls.current.stop();
  }, []);

  const typed = useCallback(() => {
    if (timer.current === undefined) calls.current.start();
    clearTimeout(timer.current);
    timer.current = setTimeout(stopped, QUIET_MS);
  }, [stopped]);

  useEffect(() => () => clearTimeout(timer.current), []);
  return { typed, stopped };
}
