// Channels on a connection with control over each byte.
import { RawWebSocket } from "./websocket.mjs";
import { within } from "./waiting.mjs";

const REPLY_MS = 30_000;
const PATH = "/socket/websocket?vsn=2.0.0";

export class Phoenix {
  #refs = 0;
  #waiting = new Map();
  #joinRefs = new Map();
  events = [];

  constructor(socket) {
    this.socket = socket;
    socket.onMessage = (text) => this.#receive(JSON.parse(text));
  }

  // Connects as a user with a token, or as a guest with a name.
  static async connect(port, { token, guest, ...options } = {}) {
    const protocols = token
      ? ["phoenix", `base64url.bearer.phx.${Buffer.from(token).toString("base64").replace(/=+$/, "")}`]
      : [];
    const path = guest ? `${PATH}&nickname=${encodeURIComponent(guest)}` : PATH;
    return new Phoenix(await RawWebSocket.connect({ port, path, protocols, ...options }));
  }

  get isOpen() {
    return !this.socket.isClosed && this.socket.closeCode === null;
  }

  async join(topic, params = {}) {
    const ref = this.#next();
    this.#joinRefs.set(topic, ref);
    this.socket.send(JSON.stringify([ref, ref, topic, "phx_join", params]));
    const { status, response } = await this.#reply(ref, REPLY_MS);
    if (status !== "ok") throw new Error(`join ${topic}: ${JSON.stringify(response)}`);
    return response;
  }

  // The reply: its status and response.
  push(topic, event, payload, ms = REPLY_MS) {
    const ref = this.#next();
    this.socket.send(this.#message(ref, topic, event, payload));
    return this.#reply(ref, ms);
  }

  pushAt(bytesPerSecond, topic, event, payload, ms) {
    const ref = this.#next();
    const reply = this.#reply(ref, ms);
    reply.catch(() => {});
    return this.socket
      .sendAt(bytesPerSecond, this.#message(ref, topic, event, payload))
      .then(() => reply);
  }

  heartbeat(payload = {}, ms = REPLY_MS) {
    const ref = this.#next();
    this.socket.send(JSON.stringify([null, ref, "phoenix", "heartbeat", payload]));
    return this.#reply(ref, ms);
  }

  close() {
    this.socket.destroy();
  }

  #next() {
    return String(++this.#refs);
  }

  #message(ref, topic, event, payload) {
    return JSON.stringify([this.#joinRefs.get(topic), ref, topic, event, payload]);
  }

  #reply(ref, ms) {
    const reply = new Promise((resolve) => this.#waiting.set(ref, resolve));
    return within(ms, `reply to message ${ref}`, reply);
  }

  #receive([, ref, topic, event, payload]) {
    if (event !== "phx_reply") {
      this.events.push({ topic, event, payload });
      return;
    }
    this.#waiting.get(ref)?.(payload);
    this.#waiting.delete(ref);
  }
}
