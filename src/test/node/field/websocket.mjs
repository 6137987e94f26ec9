// A WebSocket client with control over each byte: it reads at a set rate and sends partial frames.
import { randomBytes } from "node:crypto";
import net from "node:net";
import { pause } from "./waiting.mjs";

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const CHUNK_BYTES = 16_384;
const CONNECT_MS = 15_000;

// Thrown when the server answers the handshake with another status than 101.
export class Refused extends Error {
  constructor(status) {
    super(`the handshake is answered with ${status}`);
    this.status = status;
  }
}

export class RawWebSocket {
  #socket;
  #chunks = [];
  #buffered = 0;
  #frame = null;
  #message = [];
  #bytesPerSecond = Infinity;
  received = 0;
  closeCode = null;
  isClosed = false;
  onMessage = () => {};

  constructor(socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("error", () => {});
    socket.on("close", () => (this.isClosed = true));
  }

  static async connect({ port, path, protocols = [], headers = {}, localAddress }) {
    const socket = net.connect({ port, host: "127.0.0.1", localAddress });
    const lines = Object.entries({
      Host: `127.0.0.1:${port}`,
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
      ...(protocols.length && { "Sec-WebSocket-Protocol": protocols.join(", ") }),
      ...headers,
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
    const rest = await answer(socket);
    const connected = new RawWebSocket(socket);
    if (rest.length) connected.#read(rest);
    return connected;
  }

  // Sets the read rate.
  readAt(bytesPerSecond) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  send(text) {
    const payload = Buffer.from(text);
    this.#socket.write(Buffer.concat([head(TEXT, payload.length), payload]));
  }

  // Resolves when all is written.
  async sendAt(bytesPerSecond, text) {
    const payload = Buffer.from(text);
    const frame = Buffer.concat([head(TEXT, payload.length), payload]);
    const step = Math.max(1, Math.floor(bytesPerSecond / 10));
    const began = Date.now();
    for (let at = 0; at < frame.length && !this.isClosed; at += step) {
      this.#socket.write(frame.subarray(at, at + step));
      const due = began + ((at + step) * 1000) / bytesPerSecond;
      await pause(Math.max(0, due - Date.now()));
    }
  }

  // Sends a frame of zeros without its last bytes.
  async sendUnfinished(length, heldBack = 1) {
    this.#socket.write(head(TEXT, length));
    const chunk = Buffer.alloc(CHUNK_BYTES, 0x20);
    for (let left = length - heldBack; left > 0 && !this.isClosed; left -= chunk.length) {
      if (!this.#socket.write(chunk.subarray(0, Math.min(left, chunk.length)))) {
        await new Promise((resolve) => {
          this.#socket.once("drain", resolve);
          this.#socket.once("close", resolve);
        });
      }
    }
  }

  destroy() {
    this.#socket.destroy();
  }

  #read(chunk) {
    this.received += chunk.length;
    if (this.#bytesPerSecond !== Infinity) {
      this.#socket.pause();
      setTimeout(() => this.#socket.resume(), (chunk.length * 1000) / this.#bytesPerSecond);
    }
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    while (this.#readFrame());
  }

  #readFrame() {
    if (!this.#frame) {
      if (this.#buffered < 2) return false;
      const bytes = this.#peek(Math.min(this.#buffered, 10));
      const short = bytes[1] & 0x7f;
      const size = short === 127 ? 10 : short === 126 ? 4 : 2;
      if (bytes.length < size) return false;
      const length =
        short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
      this.#take(size);
      this.#frame = { isLast: (bytes[0] & 0x80) !== 0, opcode: bytes[0] & 0x0f, length };
    }
    if (this.#buffered < this.#frame.length) return false;
    const { isLast, opcode, length } = this.#frame;
    this.#frame = null;
    this.#handle(isLast, opcode, this.#take(length));
    return true;
  }

  #handle(isLast, opcode, payload) {
    if (opcode === CLOSE) {
      this.closeCode = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.#socket.end(Buffer.concat([head(CLOSE, payload.length), payload]));
    } else if (opcode === PING) {
      this.#socket.write(Buffer.concat([head(PONG, payload.length), payload]));
    } else if (opcode !== PONG) {
      this.#message.push(payload);
      if (isLast) {
        const message = Buffer.concat(this.#message);
        this.#message = [];
        this.onMessage(message.toString());
      }
    }
  }

  #peek(length) {
    if (this.#chunks[0].length < length) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0].subarray(0, length);
  }

  #take(length) {
    const parts = [];
    for (let left = length; left > 0; ) {
      const first = this.#chunks[0];
      if (first.length <= left) this.#chunks.shift();
      else this.#chunks[0] = first.subarray(left);
      parts.push(first.subarray(0, Math.min(left, first.length)));
      left -= Math.min(left, first.length);
    }
    this.#buffered -= length;
    return Buffer.concat(parts);
  }
}

// The header of a frame with a masking key of zeros, which does not change the payload.
function head(opcode, length) {
  const short = length < 126 ? length : length < 65_536 ? 126 : 127;
  const bytes = Buffer.alloc(2 + (short === 127 ? 8 : short === 126 ? 2 : 0) + 4);
  bytes[0] = 0x80 | opcode;
  bytes[1] = 0x80 | short;
  if (short === 126) bytes.writeUInt16BE(length, 2);
  if (short === 127) bytes.writeBigUInt64BE(BigInt(length), 2);
  return bytes;
}

// Reads the handshake's response and returns the bytes after it.
function answer(socket) {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const fail = (error) => {
      socket.destroy();
      reject(error);
    };
    const closed = () => fail(new Error("closed during the handshake"));
    const timer = setTimeout(() => fail(new Error("no answer to the handshake")), CONNECT_MS);
    const read = (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const end = bytes.indexOf("\r\n\r\n");
      if (end < 0) return;
      clearTimeout(timer);
      socket.off("data", read).off("close", closed).off("error", fail);
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(bytes.toString("latin1"))?.[1]);
      if (status === 101) resolve(bytes.subarray(end + 4));
      else fail(new Refused(status));
    };
    socket.on("data", read).on("close", closed).on("error", fail);
  });
}
