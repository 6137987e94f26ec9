import { useState, type FormEvent } from "react";
import { asApiError } from "../api/useLoaded";
import type { ApiError } from "../api/request";

/** Sends a form once at a time, and keeps what was wrong with it. */
export function useForm(send: (data: Record<string, string>) => Promise<void>) {
  const [error, setError] = useState<ApiError>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const data: Record<string, string> = {};
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string") data[name] = value;
    });
    setBusy(true);
    setError(undefined);
    try {
      await send(data);
    } catch (failure) {
      const refused = asApiError(failure);
      setError(refused);
      const first = Object.keys(refused.fields)[0];
      const field = first ? form.elements.namedItem(first) : null;
      if (field instanceof HTMLElement) field.focus();
    } finally {
      setBusy(false);
    }
  };

  return { submit, error, busy };
}
