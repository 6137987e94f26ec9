import { useSyncExternalStore } from "react";

/** Light or dark, as the reader chose or else as their system has it. */
export type Appearance = "light" | "dark";

const KEY = "roostAppearance";
const system = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

function chosen(): Appearance | undefined {
  const saved = localStorage.getItem(KEY);
  return saved === "light" || saved === "dark" ? saved : undefined;
}

function current(): Appearance {
  return chosen() ?? (system.matches ? "dark" : "light");
}

export function showAppearance(): void {
  document.documentElement.dataset["appearance"] = current();
  listeners.forEach((listener) => listener());
}

system.addEventListener("change", showAppearance);
window.addEventListener("storage", ({ key }) => {
  if (key === KEY || key === null) showAppearance();
});

export function useAppearance(): [Appearance, (appearance: Appearance) => void] {
  const appearance = useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, current);
  return [appearance, choose];
}

function choose(appearance: Appearance): void {
  const asSystem = appearance === (system.matches ? "dark" : "light");
  if (asSystem) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, appearance);
  showAppearance();
}
