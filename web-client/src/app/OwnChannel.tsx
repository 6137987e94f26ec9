import type { Channel } from "phoenix";
import type { UnreadMessage, UnreadRoom } from "../api/types";
import { useChannel } from "../channels/useChannel";
import { notify } from "../unread/mentions";
import { useUnreadStore } from "../unread/UnreadProvider";

/** The channel over which a user hears what concerns them wherever they are. */
export function OwnChannel({ userId }: { userId: number }) {
  const unread = useUnreadStore();
  useChannel(`users:${userId}`, {
    params: () => ({ unread: true }),
    listen(channel: Channel) {
      channel.on("unread:state", ({ rooms }: { rooms: UnreadRoom[] }) => unread.all(rooms));
      channel.on("unread:read", (room: UnreadRoom) => unread.read(room));
      channel.on("unread:message", (message: UnreadMessage) => {
        unread.message(message);
        const seen = unread.isSeen(message.topic) && !document.hidden;
        if (message.mentions_you && message.user_id !== userId && !seen) {
          notify(message, unread.name(message.topic));
        }
      });
    },
  });
  return null;
}
