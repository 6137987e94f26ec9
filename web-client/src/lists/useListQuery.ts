import { useCallback, useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { readQuery, writeQuery, type ListQuery } from "./listQuery";

const DEBOUNCE_MS = 300;

/**
 * The query of a list, which the address of the page keeps: it can be linked to, and the back button
 * leads to the query before. The search follows the typing after a pause.
 */
export function useListQuery() {
  const [address, setAddress] = useSearchParams();
  const text = address.toString();
  const [query, setQuery] = useState(() => readQuery(address));
  const [typed, setTyped] = useState(query.search);

  useEffect(() => {
    const read = readQuery(new URLSearchParams(text));
    setQuery(read);
    // Spaces at the end are not in the address; do not take them from under the cursor.
    setTyped((before) => (before.trim() === read.search.trim() ? before : read.search));
  }, [text]);

  const change = useCallback(
    (part: Partial<ListQuery>) => {
      const next = { ...readQuery(new URLSearchParams(text)), ...part };
      setAddress(writeQuery(next), { preventScrollReset: true });
    },
    [text, setAddress],
  );

  useEffect(() => {
    if (typed.trim() === query.search.trim()) return;
    const timer = setTimeout(() => change({ search: typed.trim() }), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [typed, query.search, change]);

  return { query, change, typed, setTyped };
}
