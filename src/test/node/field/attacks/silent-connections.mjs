import net from "node:net";
import { request } from "../http.mjs";
import { holdsWithin } from "../waiting.mjs";

export const name = "silent-connections";
export const title = "silent connections";

const OF_EACH = 50;
const MARGIN_SECONDS = 8;
const TRICKLE_MS = 1_000;

const KINDS = [
  { what: "say nothing", seconds: 10, sends: "" },
  { what: "stop within the header", seconds: 10, sends: "GET / HTTP/1.1\r\nHost: roost\r\nX-" },
  { what: "send a header a byte a second", seconds: 10, sends: "GET / HTTP/1.1\r\nX-", trickles: true },
  {
    what: "stop within the body",
    seconds: 30,
    sends:
      "POST /api/v1/sessions HTTP/1.1\r\nHost: roost\r\nContent-Type: application/json\r\n" +
      'Content-Length: 1000\r\n\r\n{"session":',
  },
  {
    what: "are idle after a request",
    seconds: 60,
    sends: "GET /health/live HTTP/1.1\r\nHost: roost\r\n\r\n",
  },
];

// Connections that hold a file descriptor each and stay silent.
export async function play({ servers, finding, quick }) {
  const server = await servers.rooms();
  const kinds = quick ? KINDS.filter(({ seconds }) => seconds <= 10) : KINDS;
  const all = kinds.map((kind) => ({
    ...kind,
    connections: Array.from({ length: OF_EACH }, () => new Silent(server.port, kind)),
  }));
  const began = Date.now();
  for (const { what, seconds, connections } of all) {
    const left = (seconds + MARGIN_SECONDS) * 1000 - (Date.now() - began);
    const open = () => connections.filter(({ isClosed }) => !isClosed).length;
    await holdsWithin(left, () => open() === 0);
    const longest = Math.max(...connections.map(({ closedAfter }) => closedAfter ?? 0)) / 1000;
    finding(
      `${OF_EACH} ${what}`,
      `closed after ${seconds} s`,
      open() === 0 ? `closed after ${longest.toFixed(0)} s` : `${open()} still open`,
      open() === 0,
    );
  }
  all.flatMap(({ connections }) => connections).forEach((connection) => connection.destroy());

  const { text } = await request(server.port, "/metrics");
  const counted = text
    .split("\n")
    .filter((line) => line.startsWith("roost_http_timeouts_total"))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
  const expected = kinds.length * OF_EACH;
  finding("the metrics", `count ${expected}`, `${counted}`, counted >= expected);
}

class Silent {
  #socket;
  #timer;
  isClosed = false;
  closedAfter;

  constructor(port, { sends, trickles }) {
    const began = Date.now();
    this.#socket = net.connect(port, "127.0.0.1");
    this.#socket.on("error", () => {});
    this.#socket.on("data", () => {});
    this.#socket.on("close", () => {
      clearInterval(this.#timer);
      this.isClosed = true;
      this.closedAfter = Date.now() - began;
    });
    this.#socket.write(sends);
    if (trickles) this.#timer = setInterval(() => this.#socket.write("x"), TRICKLE_MS);
  }

  destroy() {
    clearInterval(this.#timer);
    this.#socket.destroy();
  }
}
