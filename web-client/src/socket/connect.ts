import { Socket } from "phoenix";
import { serverPath } from "../app/base";
import { Backoff } from "./backoff";
import type { ConnectionState } from "./socket";
import { whyRefused, type Refusal } from "./whyRefused";

/** How long a WebSocket may take to open and to answer, before the connection polls instead. */
const FALLBACK_MS = 2_500;

/** An account's token, or a guest's name: by one of them the server knows who connects. */
export type Credentials = { token: string } | { nickname: string };
const STATES: Record<Refusal, ConnectionState> = {
  unreachable: "offline",
  wrong_origin: "wrong_origin",
  refused: "refused",
};

/** Connects, and goes on reconnecting when the connection is lost; tells each change of state. */
export function connect(
  credentials: Credentials,
  changed: (state: ConnectionState) => void,
): Socket {
  const backoff = new Backoff();
  const socket = new Socket(serverPath("socket"), {
    // A token in the URL would stay in the access logs of proxies. This goes into a header.
    ...("token" in credentials ? { authToken: credentials.token } : { params: credentials }),
    longPollFallbackMs: FALLBACK_MS,
    reconnectAfterMs: (tries) => backoff.waitMs(tries),
  });
  let answered = false;

  // An open connection proves nothing yet: a poll may open it of which the posts are refused.
  socket.onOpen(() => {
    socket.ping(() => {
      answered = true;
      backoff.answered();
      changed("connected");
      // Where WebSockets have worked they will again; phoenix.js would go over to polling for good
      // whenever the server is away for a moment.
      Object.assign(socket, { longPollFallbackMs: undefined });
    });
  });

  socket.onClose(async () => {
    if (answered) {
      answered = false;
      changed("offline");
      return;
    }
    backoff.failed();
    const refusal = await whyRefused();
    if (answered) return;
    if (refusal === "wrong_origin") backoff.refused();
    changed(STATES[refusal]);
  });

  socket.connect();
  return socket;
}
