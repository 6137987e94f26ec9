import { useCallback, useEffect, useState } from "react";
import { ApiError } from "./request";

export type Loaded<T> =
  { state: "loading" } | { state: "loaded"; value: T } | { state: "failed"; error: ApiError };

/** Loads when the component appears and when `load` changes; the function loads again. */
export function useLoaded<T>(load: () => Promise<T>): [Loaded<T>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: "loading" });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let wanted = true;
    setLoaded({ state: "loading" });
    load().then(
      (value) => wanted && setLoaded({ state: "loaded", value }),
      (error: unknown) => wanted && setLoaded({ state: "failed", error: asApiError(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [load, attempt]);

  return [loaded, useCallback(() => setAttempt((count) => count + 1), [])];
}

export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(0, "Something went wrong in this page.");
}
