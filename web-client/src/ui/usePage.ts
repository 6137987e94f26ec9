import { useEffect } from "react";

let page = "";
let unread = 0;

/** Names the page in the window's title. */
export function usePage(title: string): void {
  useEffect(() => {
    page = title;
    show();
  }, [title]);
}

/** Puts the number of unread messages before the name of the page. */
export function showUnreadInTitle(count: number): void {
  unread = count;
  show();
}

function show(): void {
  const name = page === "" ? "Roost" : `${page} | Roost`;
  document.title = unread === 0 ? name : `(${unread}) ${name}`;
}
