import { Socket } from "phoenix";
import type { ConnectionState } from "./socket";

/** How long a WebSocket may take to open and to answer, before the connection polls instead. */
const FALLBACK_MS = 2_500;

/** An account's token, or a guest's name: by one of them the server knows who connects. */
export type Credentials = { token: string } | { nickname: string };

/** Connects, and goes on reconnecting when the connection is lost; tells each change of state. */
export function connect(
  credentials: Credentials,
  changed: (state: ConnectionState) => void,
): Socket {
  const socket = new Socket("/socket", {
    // A token in the URL would stay in the access logs of proxies. This goes into a header.
    ...("token" in credentials ? { authToken: credentials.token } : { params: credentials }),
    longPollFallbackMs: FALLBACK_MS,
  });
  let wasOpen = false;

  socket.onOpen(() => {
    wasOpen = true;
    changed("connected");
    // Where WebSockets have worked they will again; phoenix.js would go over to polling for good
    // whenever the server is away for a moment.
    socket.ping(() => Object.assign(socket, { longPollFallbackMs: undefined }));
  });

  socket.onClose(async () => {
    const neverOpened = !wasOpen;
    wasOpen = false;
    const state = neverOpened && (await serverAnswers()) ? "refused" : "offline";
    if (!socket.isConnected()) changed(state);
  });

  socket.connect();
  return socket;
}

/**
 * A browser does not tell why a WebSocket failed to open. Where the server answers an ordinary
 * request, it was the server who would not have us.
 */
async function serverAnswers(): Promise<boolean> {
  try {
    return (await fetch("/favicon.svg", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
