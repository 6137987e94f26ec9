import { useEffect } from "react";

/** Names the page in the window's title. */
export function usePage(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "Roost" : `${title} | Roost`;
  }, [title]);
}
