#!/usr/bin/env node
// Runs the JavaScript of the README and the guides unchanged, with the published phoenix.js:
//
//     node guides.mjs '{"README.md": 4000, "src/docs/channels.md": 4001, …}'
//
// with the port of each page's server. Each piece gets the names below instead of its imports. Its
// addresses lead to its server. Its output is compared with the page's.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import WebSocket from "ws";
import { check, equal, finish, until } from "./checks.mjs";

const phoenix = createRequire(import.meta.url)("phoenix-1.8");
const ports = JSON.parse(process.argv[2]);
const PIECE = /^```js\n([^]*?)^```$/gm;

const PIECES = {
  "README.md": [{ prints: [["hello"]] }],
  "src/docs/authentication.md": [
    { given: ({ token }) => ({ token }), gives: "{ socket }", then: connects },
    { given: ({ token }) => ({ newToken: () => token }), gives: "{ socket }", then: connects },
  ],
  "src/docs/channels.md": [
    { given: connected, prints: [["7 of tea left"], ["order", 1]] },
  ],
  "src/docs/events.md": [
    { given: joined, prints: [["invalid payload", { text: "is missing" }]] },
  ],
  "src/docs/getting-started.md": [
    { prints: [["here:", ["ann"]], ["ann", "hello"]] },
  ],
  "src/docs/history.md": [{ given: connected, gives: "{ room, since: () => since }", then: resumes }],
  "src/docs/http-publish.md": [
    { given: connected, gives: "{ room }", then: publishes, prints: [[{ text: "hello" }]] },
  ],
  "src/docs/live-view.md": [{ given: livePage, then: ({ given }) => given.hasConnected() }],
  "src/docs/long-poll.md": [{ gives: "{ socket }", then: polls }],
  "src/docs/other-topics.md": [
    { given: connected, then: ({ given }) => joins(given.socket), prints: [["room:1", "phx_reply"]] },
  ],
  "src/docs/presence.md": [{ prints: [[["ann"]]] }],
  "src/docs/raw-sockets.md": [{ prints: [["hello"]] }],
};

const guides = readdirSync("src/docs").filter((name) => name.endsWith(".md"));
for (const page of ["README.md", ...guides.map((name) => `src/docs/${name}`)]) {
  const pieces = [...readFileSync(page, "utf8").matchAll(PIECE)].map(([, code]) => code);
  const known = PIECES[page]?.length ?? 0;
  if (pieces.length !== known) {
    await check(`${page} has pieces that are run`, () => equal("pieces", pieces.length, known));
    continue;
  }
  for (const [index, code] of pieces.entries()) {
    await check(`${page}, piece ${index + 1}`, () => run(page, code, PIECES[page][index]));
  }
}
finish();

async function run(page, code, { given = () => ({}), gives = "{}", then = () => {}, prints = [] }) {
  const printed = [];
  const sockets = [];
  const polling = page.endsWith("long-poll.md");
  const here = (url) => `ws://127.0.0.1:${ports[page]}${new URL(url, "ws://any").pathname}`;
  class Socket extends phoenix.Socket {
    constructor(url, options) {
      super(here(url), polling ? options : { transport: WebSocket, ...options });
      sockets.push(this);
    }
  }
  class LocalWebSocket extends WebSocket {
    constructor(url) {
      super(here(url));
      sockets.push({ disconnect: () => this.close() });
    }
  }
  const names = {
    Socket,
    Presence: phoenix.Presence,
    WebSocket: LocalWebSocket,
    console: { log: (...values) => printed.push(values) },
    ...(await given({ Socket, page, token: ports.token })),
  };
  const body = `${code.replace(/^import .*$/gm, "")}\nreturn ${gives};`;
  try {
    const given = names;
    const results = new Function(...Object.keys(names), body)(...Object.values(names));
    await then({ ...results, given, page, socket: results.socket ?? sockets[0] });
    for (const line of prints) {
      const shows = (values) => line.every((value, i) => isDeepStrictEqual(values[i], value));
      await until(`${JSON.stringify(line)} among ${JSON.stringify(printed)}`, () => printed.some(shows));
    }
  } finally {
    for (const socket of sockets) socket.disconnect();
  }
}

function connected({ Socket }) {
  const socket = new Socket("/socket");
  socket.connect();
  return { socket, reload: () => {} };
}

async function joined(names) {
  const { socket } = connected(names);
  return { socket, room: await joins(socket) };
}

function joins(socket, topic = "room:1") {
  const room = socket.channel(topic);
  return new Promise((resolve, reject) => {
    room.join().receive("ok", () => resolve(room)).receive("error", reject);
  });
}

async function connects({ socket }) {
  socket.connect();
  await joins(socket);
}

async function resumes({ room, since }) {
  await until("the position", () => since() !== null);
  const before = since();
  room.push("new_msg", { text: "hello" });
  await until("an id", () => since() !== before);
}

async function publishes({ room, page }) {
  await until("the join", () => room.state === "joined");
  const response = await fetch(`http://127.0.0.1:${ports[page]}/api/broadcast`, {
    method: "POST",
    headers: { Authorization: "Bearer key" },
    body: JSON.stringify({ topic: "room:lobby", event: "news", payload: { text: "hello" } }),
  });
  if (response.status !== 202) throw new Error(`status ${response.status}`);
}

async function polls({ socket }) {
  await joins(socket);
  if (socket.transport !== phoenix.LongPoll) throw new Error("it does not poll");
}

function livePage() {
  let made;
  let hasConnected = false;
  class LiveSocket {
    constructor(...values) {
      made = values;
    }
    connect() {
      hasConnected = true;
    }
  }
  return {
    document: { querySelector: () => ({ content: "token of the page" }) },
    LiveView: { LiveSocket },
    Phoenix: { Socket: phoenix.Socket },
    hasConnected() {
      const expected = ["/live", phoenix.Socket, { params: { _csrf_token: "token of the page" } }];
      if (!hasConnected || !isDeepStrictEqual(made, expected)) throw new Error("not connected");
    },
  };
}
