import type { Channel } from "phoenix";
import { useState } from "react";
import type { RoomText } from "../api/rooms";
import type { Access } from "../api/types";
import { UNKNOWN_ACCESS } from "./access";

interface Heard {
  access?: (access: Access) => void;
  edited?: (text: RoomText) => void;
}

/** The user's rights in the room of a channel, from the join's reply on. */
export function useAccess(heard: Heard = {}) {
  const [access, setAccess] = useState<Access>(UNKNOWN_ACCESS);
  const [deleted, setDeleted] = useState(false);

  const know = (now: Access) => {
    setAccess(now);
    heard.access?.(now);
  };

  const listen = (channel: Channel) => {
    channel.on("access:own", know);
    channel.on("room:edited", (text: RoomText) => heard.edited?.(text));
    channel.on("room:deleted", () => setDeleted(true));
  };

  const joined = (now: Access | undefined) => {
    if (now) know(now);
  };

  return { access, deleted, listen, joined };
}
