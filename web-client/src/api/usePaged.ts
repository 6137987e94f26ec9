import { useCallback, useEffect, useRef, useState } from "react";
import type { ApiError } from "./request";
import type { Cursor, Page } from "./types";
import { asApiError } from "./useLoaded";

export interface Paged<T> {
  items: T[];
  loading: boolean;
  error: ApiError | undefined;
  /** Whether there is more to load. */
  more: boolean;
  /** Loads the next page, or the one that failed. */
  loadMore: () => void;
}

const RETRY_MS = 5_000;
const REFRESH_MS = 30_000;

/**
 * Loads a list page by page, the first at once; starts again when `load` changes. A page that fails
 * is tried again by itself, and the first page is refreshed while it is visible.
 */
export function usePaged<T>(load: (after: Cursor) => Promise<Page<T>>): Paged<T> {
  const [items, setItems] = useState<T[]>([]);
  const [next, setNext] = useState<Cursor | undefined>(0);
  const [error, setError] = useState<ApiError>();
  // What is being loaded: the page after this id.
  const [wanted, setWanted] = useState<Cursor | undefined>(0);
  const refreshable = useRef(false);
  const firstPageOnly = useRef(true);

  // The items stay until the first ones of the new list are there, so that the page does not jump.
  useEffect(() => {
    firstPageOnly.current = true;
    setNext(0);
    setError(undefined);
    setWanted(0);
  }, [load]);

  useEffect(() => {
    if (wanted === undefined) return;
    let current = true;
    load(wanted).then(
      (page) => {
        if (!current) return;
        firstPageOnly.current = wanted === 0;
        setItems((known) => (wanted === 0 ? page.items : [...known, ...page.items]));
        setNext(page.next);
        setWanted(undefined);
      },
      (failure: unknown) => {
        if (!current) return;
        if (wanted === 0) setItems([]);
        setError(asApiError(failure));
        setWanted(undefined);
      },
    );
    return () => {
      current = false;
    };
  }, [load, wanted]);

  const loadMore = useCallback(() => {
    setError(undefined);
    setWanted(next);
  }, [next]);

  // A server that cannot be reached, or is busy, may be there again.
  const passing = error !== undefined && (error.status === 0 || error.status >= 500);
  useEffect(() => {
    if (!passing) return;
    const timer = setTimeout(loadMore, RETRY_MS);
    window.addEventListener("online", loadMore);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", loadMore);
    };
  }, [passing, error, loadMore]);

  refreshable.current = wanted === undefined && error === undefined;
  useEffect(() => {
    let current = true;
    const refresh = () => {
      if (document.hidden || !refreshable.current) return;
      load(0).then(
        (page) => {
          if (!current || !refreshable.current) return;
          if (firstPageOnly.current) {
            setItems(page.items);
            setNext(page.next);
          } else {
            setItems((known) => refreshed(known, page));
          }
        },
        // Keep the shown items; the next refresh may succeed.
        () => {},
      );
    };
    const timer = setInterval(refresh, REFRESH_MS);
    document.addEventListener("visibilitychange", refresh);
    window.addEventListener("online", refresh);
    return () => {
      current = false;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
      window.removeEventListener("online", refresh);
    };
  }, [load]);

  return { items, loading: wanted !== undefined, error, more: next !== undefined, loadMore };
}

/** The first page as it is now, and the pages behind it as they were. */
export function refreshed<T>(known: T[], first: Page<T>): T[] {
  const { items, next } = first;
  if (next === undefined) return items;
  // In a list by id, `next` is the id of the last of these. In another, rooms change their places,
  // and what left the first page is in a later one.
  const fresh = new Set(items.map(idOf));
  const isBehind = (item: T) =>
    typeof next === "number" ? Number(idOf(item)) > next : !fresh.has(idOf(item));
  return [...items, ...known.filter(isBehind)];
}

/** What tells the items of a list apart, and orders them in lists by id. */
function idOf(item: unknown): Cursor {
  const { id, user_id, name } = item as { id?: number; user_id?: number; name?: string };
  return id ?? user_id ?? name ?? 0;
}
