import { Socket } from "phoenix";
import { serverPath } from "../app/base";
import { AnswerWatch } from "./answerWatch";
import { Backoff } from "./backoff";
import type { ConnectionState } from "./socket";
import { whyRefused, type Refusal } from "./whyRefused";

/** How long a WebSocket may take to open and to answer, before the connection polls instead. */
const FALLBACK_MS = 2_500;

/** A third of phoenix.js's: an idle page notices within seconds that the network is gone. */
const HEARTBEAT_MS = 10_000;

/** An account's token, or a guest's name: by one of them the server knows who connects. */
export type Credentials = { token: string } | { nickname: string };
const STATES: Record<Exclude<Refusal, "unreachable">, ConnectionState> = {
  wrong_origin: "wrong_origin",
  refused: "refused",
};

/** Connects, and goes on reconnecting when the connection is lost; tells each change of state. */
export function connect(
  credentials: Credentials,
  changed: (state: ConnectionState) => void,
): { socket: Socket; disconnect: () => void } {
  const backoff = new Backoff();
  const socket = new WatchedSocket(serverPath("socket"), {
    // A token in the URL would stay in the access logs of proxies. This goes into a header.
    ...("token" in credentials ? { authToken: credentials.token } : { params: credentials }),
    longPollFallbackMs: FALLBACK_MS,
    heartbeatIntervalMs: HEARTBEAT_MS,
    reconnectAfterMs: (tries) => backoff.waitMs(tries),
  });
  let answered = false;
  const watch = new AnswerWatch({
    ask: () => socket.ping(() => {}),
    changed: (silent) => changed(silent ? lostState() : "connected"),
    reconnect() {
      answered = false;
      changed(lostState());
      socket.disconnect(() => socket.connect());
    },
  });
  socket.onPush = () => {
    if (answered) watch.sent();
  };
  socket.onMessage(() => watch.heard());

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
    watch.ended();
    if (answered) {
      answered = false;
      changed(lostState());
      return;
    }
    backoff.failed();
    const refusal = await whyRefused();
    if (answered) return;
    if (refusal === "wrong_origin") backoff.refused();
    changed(refusal === "unreachable" ? lostState() : STATES[refusal]);
  });

  const checkAnswer = () => {
    socket.ping(() => changed("connected"));
    watch.sent();
  };
  const wentOffline = () => {
    changed("no_network");
    // The server may still be within reach, as on this machine: its answer tells.
    if (answered) checkAnswer();
  };
  const cameOnline = () => {
    changed("offline");
    if (answered) checkAnswer();
    // At once: the next attempt may be seconds away.
    else socket.disconnect(() => socket.connect());
  };
  window.addEventListener("offline", wentOffline);
  window.addEventListener("online", cameOnline);

  socket.connect();
  return {
    socket,
    disconnect() {
      window.removeEventListener("offline", wentOffline);
      window.removeEventListener("online", cameOnline);
      watch.ended();
      socket.disconnect();
    },
  };
}

/** The browser knows when there is no network at all. */
function lostState(): ConnectionState {
  return navigator.onLine ? "offline" : "no_network";
}

/** Tells of each push. */
class WatchedSocket extends Socket {
  onPush: () => void = () => {};

  override push(data: object): void {
    super.push(data);
    this.onPush();
  }
}
