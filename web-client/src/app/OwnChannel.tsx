import { useChannel } from "../channels/useChannel";

/** The channel over which a user hears what concerns them wherever they are. */
export function OwnChannel({ userId }: { userId: number }) {
  useChannel(`users:${userId}`, {});
  return null;
}
