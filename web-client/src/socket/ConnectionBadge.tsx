import { useConnection, type ConnectionState } from "./socket";

const TEXTS: Record<ConnectionState, string> = {
  connecting: "Connecting…",
  connected: "Connected",
  offline: "Reconnecting…",
  no_network: "Offline",
  refused: "Refused by the server",
  wrong_origin: "Refused by the server",
};

/** Tells how the connection is, also to those who listen to the page. */
export function ConnectionBadge() {
  const connection = useConnection();
  const state = connection?.state;
  return (
    <p className="connection" role="status" data-state={state} data-testid="connection">
      {state ? TEXTS[state] : ""}
    </p>
  );
}
