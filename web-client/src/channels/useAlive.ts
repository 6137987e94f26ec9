import type { Channel } from "phoenix";
import { useEffect } from "react";
import { useKnownSettings } from "../app/SettingsProvider";

/** How long a reader may look at another page before they are away. */
const HIDDEN_AWAY_MS = 120_000;
const DEFAULT_AWAY_SECONDS = 25;
/** Two signs may be late or lost. */
const SIGNS_PER_PERIOD = 2.5;

/** Tells a channel that its reader is there, so that the others see when the page is out of reach. */
export function useAlive(channel: Channel | undefined, joined: boolean): void {
  const { away_seconds = DEFAULT_AWAY_SECONDS } = useKnownSettings();

  useEffect(() => {
    if (!channel || !joined) return;
    let hiddenSince = document.hidden ? Date.now() : undefined;
    const sign = () => {
      if (hiddenSince !== undefined && Date.now() - hiddenSince > HIDDEN_AWAY_MS) return;
      channel.push("alive", {});
    };
    const visibilityChanged = () => {
      hiddenSince = document.hidden ? Date.now() : undefined;
      if (!document.hidden) sign();
    };
    sign();
    const timer = setInterval(sign, (away_seconds * 1000) / SIGNS_PER_PERIOD);
    document.addEventListener("visibilitychange", visibilityChanged);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", visibilityChanged);
    };
  }, [channel, joined, away_seconds]);
}
