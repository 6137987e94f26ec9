import type { Socket } from "phoenix";
import { createContext, useContext } from "react";

export type ConnectionState =
  | "connecting"
  | "connected"
  /** The connection is lost, and is opened again by itself. */
  | "offline"
  /** The browser has no network. */
  | "no_network"
  | "refused"
  | "wrong_origin";

export interface Connection {
  socket: Socket;
  state: ConnectionState;
}

/** The connection that channels use; null if the visitor may not connect. */
export const SocketContext = createContext<Connection | null>(null);

export function useConnection(): Connection | null {
  return useContext(SocketContext);
}
