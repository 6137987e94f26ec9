import type { Socket } from "phoenix";
import { createContext, useContext } from "react";

export type ConnectionState = "connecting" | "connected" | "offline" | "refused" | "wrong_origin";

export interface Connection {
  socket: Socket;
  state: ConnectionState;
}

/** The connection that channels use; null where nobody may have one. */
export const SocketContext = createContext<Connection | null>(null);

export function useConnection(): Connection | null {
  return useContext(SocketContext);
}
