/** Edits the server has not confirmed, with all that is needed to go on with them later. */
export interface Stash {
  clientId: string;
  version: number;
  /** The document of that version. */
  base: string;
  /** The edits made since, each the JSON form of a ChangeSet. */
  edits: unknown[];
  /** How many of them each push held whose answer never came. */
  pushed: number[];
}

const MAX_LENGTH = 1_000_000;

function keyOf(user: number, challenge: string): string {
  return `roostUnsent:${user}:${challenge}`;
}

export function keepStash(user: number, challenge: string, stash: Stash): void {
  const json = JSON.stringify(stash);
  if (json.length > MAX_LENGTH) return;
  try {
    sessionStorage.setItem(keyOf(user, challenge), json);
  } catch {
    // Storage is full or forbidden: the edits live as long as the page then.
  }
}

/** Takes the edits out: a second tab that was copied from this one must not send them too. */
export function takeStash(user: number, challenge: string): Stash | undefined {
  try {
    const json = sessionStorage.getItem(keyOf(user, challenge));
    sessionStorage.removeItem(keyOf(user, challenge));
    return json ? (JSON.parse(json) as Stash) : undefined;
  } catch {
    return undefined;
  }
}
