const TOKEN = "phoenixAuthToken";

/** Keeps the token, so that a reload and other tabs stay signed in. */
export const tokenStore = {
  read(): string | undefined {
    return localStorage.getItem(TOKEN) ?? undefined;
  },

  write(token: string): void {
    localStorage.setItem(TOKEN, token);
  },

  clear(): void {
    localStorage.removeItem(TOKEN);
  },

  /** Calls back when another tab signs in or out; the function returned ends that. */
  onChangeElsewhere(changed: () => void): () => void {
    const listener = ({ key }: StorageEvent) => {
      if (key === TOKEN || key === null) changed();
    };
    window.addEventListener("storage", listener);
    return () => window.removeEventListener("storage", listener);
  },
};
