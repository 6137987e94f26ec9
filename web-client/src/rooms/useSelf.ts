import { useSession } from "../session/session";
import { useGuestName } from "./guestName";

/** What a room tells of everyone in it, to know oneself by. */
export interface Speaker {
  key: string;
  user_id?: number;
  guest?: boolean;
}

export interface Self {
  /** What one would be called if nobody else in the room were called so. */
  name: string;
  storageKey: string;
  /** What one is called among these. */
  keyAmong(people: readonly Speaker[]): string;
}

/** Who the reader is in rooms, with an account or as a guest. */
export function useSelf(): Self {
  const { session } = useSession();
  const [guestName = ""] = useGuestName();
  if (session.state === "signed_in") {
    const { id, first_name } = session.user;
    return {
      name: first_name,
      storageKey: String(id),
      keyAmong: (people) => people.find(({ user_id }) => user_id === id)?.key ?? first_name,
    };
  }
  return {
    name: guestName,
    storageKey: `guest:${guestName}`,
    // Guests of the same name are not told apart.
    keyAmong: (people) =>
      people.find(({ guest, key }) => guest && isNumbered(key, guestName))?.key ?? guestName,
  };
}

/** Whoever comes when a name is taken gets a number: "Ada (2)". */
function isNumbered(key: string, name: string): boolean {
  return key.startsWith(name) && /^( \(\d+\))?$/.test(key.slice(name.length));
}
