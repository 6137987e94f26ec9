// A minimal client of a Socket.IO server: it encodes the wire format itself over `ws`, so that the
// load generator uses little CPU.
import WebSocket from "ws";

const OPEN = "0";
const PING = "2";
const PONG = "3";
const CONNECT = "40";
const EVENT = "42";
const ACK = "43";

export class Client {
  #socket;
  #acks = new Map();
  #nextAck = 0;
  onMessage = () => {};
  onLost = () => {};

  // Resolves when the namespace is connected.
  static connect(port) {
    return new Promise((resolve, reject) => {
      const client = new Client();
      const url = `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`;
      const socket = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
      client.#socket = socket;
      socket.on("error", reject);
      socket.on("close", () => {
        reject(new Error("closed"));
        client.onLost();
      });
      socket.on("message", (data) => client.#receive(data.toString("latin1"), () => resolve(client)));
    });
  }

  #receive(text, connected) {
    if (text.startsWith(EVENT)) {
      // ["msg", topic, payload]
      this.onMessage(JSON.parse(text.slice(2)));
    } else if (text.startsWith(ACK)) {
      const bracket = text.indexOf("[");
      const id = Number(text.slice(2, bracket));
      const done = this.#acks.get(id);
      this.#acks.delete(id);
      done?.(JSON.parse(text.slice(bracket))[0]);
    } else if (text.startsWith(CONNECT)) {
      connected();
    } else if (text.startsWith(OPEN)) {
      this.#socket.send(CONNECT);
    } else if (text === PING) {
      this.#socket.send(PONG);
    } else {
      throw new Error(`unexpected: ${text}`);
    }
  }

  emit(...event) {
    this.#socket.send(EVENT + JSON.stringify(event));
  }

  // Calls back with the server's acknowledgment.
  ask(event, done) {
    const id = this.#nextAck++;
    this.#acks.set(id, done);
    this.#socket.send(EVENT + id + JSON.stringify(event));
  }

  close() {
    this.onLost = () => {};
    this.#socket.close();
  }
}
