import { useSession } from "../session/session";
import { useGuestName } from "./guestName";

/** What the reader is called in rooms, as long as nobody else there is called so. */
export function useSelf(): { name: string; storageKey: string; guest: boolean } {
  const { session } = useSession();
  const [guestName] = useGuestName();
  if (session.state === "signed_in") {
    const { id, first_name } = session.user;
    return { name: first_name, storageKey: String(id), guest: false };
  }
  return { name: guestName ?? "", storageKey: `guest:${guestName ?? ""}`, guest: true };
}
