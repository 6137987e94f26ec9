import WebSocket from "ws";
import { until } from "../checks.mjs";

// Topics differ from run to run, so that nothing left on the server matters.
const run = `${process.pid}-${Date.now()}`;
let topics = 0;

// A published client library and the sockets that one check opens with it.
export class Client {
  #library;
  #endpoint;
  #sockets = [];

  constructor(library, url) {
    this.#library = library;
    this.#endpoint = `${url.replace(/\/$/, "").replace(/^http/, "ws")}/socket`;
  }

  // A connecting socket; it retries sooner than by default.
  socket(params = {}, options = {}) {
    const socket = new this.#library.Socket(this.#endpoint, {
      transport: WebSocket,
      params,
      timeout: 5000,
      reconnectAfterMs: () => 200,
      rejoinAfterMs: () => 200,
      ...options,
    });
    this.#sockets.push(socket);
    socket.connect();
    return socket;
  }

  // A long-poll socket.
  polling(params = {}, options = {}) {
    return this.socket(params, { transport: this.LongPoll, ...options });
  }

  get LongPoll() {
    return this.#library.LongPoll;
  }

  topic(prefix) {
    return `${prefix}:${run}-${++topics}`;
  }

  // A joined channel, on its own socket by default.
  async joined(topic, { socket = this.socket(), params = {} } = {}) {
    const channel = socket.channel(topic, params);
    await ok(channel.join());
    return channel;
  }

  // A joined channel of a presence topic, and the presences it sees.
  async present(topic, key, socket) {
    const channel = socket.channel(topic, { key, meta: { n: 1 } });
    const presence = new this.#library.Presence(channel);
    await ok(channel.join());
    return { channel, presence };
  }

  disconnect() {
    for (const socket of this.#sockets) {
      socket.disconnect();
      // Version 1.2 would connect again if it was waiting to.
      socket.reconnectTimer.reset();
    }
  }
}

// The outcome of a push: its status, "ok", "error" or "timeout", and the response.
export function outcome(push) {
  return new Promise((resolve) => {
    for (const status of ["ok", "error", "timeout"]) {
      push.receive(status, (response) => resolve({ status, response }));
    }
  });
}

// The response to a push whose reply must be ok.
export async function ok(push) {
  const { status, response } = await outcome(push);
  if (status !== "ok") throw new Error(`${push.event}: ${status} ${JSON.stringify(response)}`);
  return response;
}

// A growing list of a channel's messages.
export function collect(channel, event) {
  const payloads = [];
  channel.on(event, (payload) => payloads.push(payload));
  return payloads;
}

// Counts the calls of a callback that is registered by the given function: calls(f => x.onOpen(f)).
export function calls(register) {
  const counter = { count: 0, atLeast: (n) => until(`call ${n}`, () => counter.count >= n) };
  register(() => {
    counter.count++;
  });
  return counter;
}
