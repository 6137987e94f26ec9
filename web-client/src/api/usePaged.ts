import { useCallback, useEffect, useState } from "react";
import type { ApiError } from "./request";
import type { Page } from "./types";
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

/** Loads a list page by page, the first at once; starts again when `load` changes. */
export function usePaged<T>(load: (after: number) => Promise<Page<T>>): Paged<T> {
  const [items, setItems] = useState<T[]>([]);
  const [next, setNext] = useState<number | undefined>(0);
  const [error, setError] = useState<ApiError>();
  // What is being loaded: the page after this id.
  const [wanted, setWanted] = useState<number | undefined>(0);

  useEffect(() => {
    setItems([]);
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
        setItems((known) => (wanted === 0 ? page.items : [...known, ...page.items]));
        setNext(page.next);
        setWanted(undefined);
      },
      (failure: unknown) => {
        if (!current) return;
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

  return { items, loading: wanted !== undefined, error, more: next !== undefined, loadMore };
}
