import { createContext, useContext, useEffect, type ReactNode } from "react";
import * as api from "../api/api";
import type { Settings } from "../api/types";
import { useLoaded, type Loaded } from "../api/useLoaded";

const SettingsContext = createContext<Loaded<Settings>>({ state: "loading" });

const RETRY_MS = 5000;

/** What this server allows; asked for until it answers. */
export function SettingsProvider({ children }: { children: ReactNode }) {
  const [loaded, reload] = useLoaded(api.settings);

  useEffect(() => {
    if (loaded.state !== "failed") return;
    const timer = setTimeout(reload, RETRY_MS);
    return () => clearTimeout(timer);
  }, [loaded, reload]);

  return <SettingsContext value={loaded}>{children}</SettingsContext>;
}

export function useSettings(): Loaded<Settings> {
  return useContext(SettingsContext);
}

/** The settings, or the strictest while they are not known. */
export function useKnownSettings(): Settings {
  const loaded = useSettings();
  return loaded.state === "loaded" ? loaded.value : { guests: false, demo_accounts: [] };
}
