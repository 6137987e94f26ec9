import { useEffect, type RefObject } from "react";

/** Closes something that is open over the page: by Escape, and by a press elsewhere. */
export function useDismiss(
  open: boolean,
  inside: RefObject<HTMLElement | null>,
  close: () => void,
): void {
  useEffect(() => {
    if (!open) return;
    const pressed = ({ key }: KeyboardEvent) => {
      if (key !== "Escape") return;
      close();
      // The focus would be in what is hidden now.
      if (inside.current?.contains(document.activeElement)) {
        inside.current.querySelector<HTMLElement>("[aria-expanded]")?.focus();
      }
    };
    const clicked = ({ target }: PointerEvent) => {
      if (!inside.current?.contains(target as Node)) close();
    };
    window.addEventListener("keydown", pressed);
    window.addEventListener("pointerdown", clicked);
    return () => {
      window.removeEventListener("keydown", pressed);
      window.removeEventListener("pointerdown", clicked);
    };
  }, [open, inside, close]);
}
