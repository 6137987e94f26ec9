import { useRef, type RefObject } from "react";

/** The value of the latest rendering, for those who were told of an earlier one. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  latest.current = value;
  return latest;
}
