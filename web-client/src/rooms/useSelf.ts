import { useSession } from "../session/session";
import { useGuestName } from "./guestName";

/** What a room tells of everyone in it, to know oneself by. */
export interface Speaker {
  key: string;
  user_id?: number;
  guest?: boolean;
}

export interface Self {
  /** The user's name if no one else in the room has it. */
  name: string;
  storageKey: string;
  account: { id: number; first_name: string } | undefined;
  /** Whether a message is the reader's, who has this key in the room. */
  wrote(author: string, userId: number | null | undefined, ownKey: string): boolean;
  /** The user's name among these people. */
  keyAmong(people: readonly Speaker[]): string;
}

/** The user in rooms, with an account or as a guest. */
export function useSelf(): Self {
  const { session } = useSession();
  const [guestName = ""] = useGuestName();
  if (session.state === "signed_in") {
    const { id, first_name } = session.user;
    return {
      name: first_name,
      storageKey: String(id),
      account: session.user,
      wrote: (_author, userId) => userId === id,
      keyAmong: (people) => people.find(({ user_id }) => user_id === id)?.key ?? first_name,
    };
  }
  return {
    name: guestName,
    storageKey: `guest:${guestName}`,
    account: undefined,
    wrote: (author, userId, ownKey) => userId == null && author === ownKey,
    // Guests of the same name are not told apart.
    keyAmong: (people) =>
      people.find(({ guest, key }) => guest && isNumbered(key, guestName))?.key ?? guestName,
  };
}

/** A guest with the name of an account is "Ada (guest)", and one of several may be "Ada (2)". */
function isNumbered(key: string, name: string): boolean {
  return key.startsWith(name) && /^( \(guest\))?( \(\d+\))?$/.test(key.slice(name.length));
}
