#!/usr/bin/env node
// Resumes topics with a history with an unmodified phoenix client:
//
//     node resuming.mjs --url http://127.0.0.1:4000 --version 1.8
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import WebSocket from "ws";
import { check, checkServer, equal, finish, until } from "./checks.mjs";
import { Client, calls, ok } from "./phoenix-client/client.mjs";

const { values: options } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:4000" },
    version: { type: "string", default: "1.8" },
  },
});
const library = createRequire(import.meta.url)(`phoenix-${options.version}`);

// A socket whose connection can be cut; it reconnects only after the line is restored.
function fragile(client) {
  let isCut = false;
  class Wire extends WebSocket {
    constructor(url, protocols) {
      super(isCut ? "ws://127.0.0.1:1" : url, protocols);
    }
  }
  const socket = client.socket({}, { transport: Wire });
  const opened = calls((f) => socket.onOpen(f));
  const closed = calls((f) => socket.onClose(f));
  return {
    socket,
    async cut() {
      const before = closed.count;
      isCut = true;
      socket.conn.terminate();
      await closed.atLeast(before + 1);
    },
    async restore() {
      const before = opened.count;
      isCut = false;
      await opened.atLeast(before + 1);
    },
  };
}

// A long-poll socket with the same two functions.
function polling(client) {
  const socket = client.polling();
  const opened = calls((f) => socket.onOpen(f));
  return {
    socket,
    cut: () => new Promise((resolve) => socket.disconnect(resolve)),
    async restore() {
      const before = opened.count;
      socket.connect();
      await opened.atLeast(before + 1);
    },
  };
}

// A channel of an application that resumes, and all its messages.
async function resuming(socket, topic) {
  let since = null;
  const received = [];
  const channel = socket.channel(topic, () => ({ since }));
  channel.onMessage = (event, payload) => {
    since = payload?.history_id ?? since;
    return payload;
  };
  channel.on("msg", ({ n }) => received.push(n));
  channel.on("history_position", () => received.push("position"));
  channel.on("history_gap", ({ reason }) => received.push(reason));
  const joins = calls((f) => channel.joinPush.receive("ok", f));
  await ok(channel.join());
  await until("its position", () => received.length === 1);
  equal("received at first", received.splice(0), ["position"]);
  return { channel, received, joins };
}

const BY_LONG_POLL = "receives missed broadcasts by long-poll";

const checks = {
  "receives missed broadcasts in order and before new ones": (client) => resumes(client, fragile),

  [BY_LONG_POLL]: (client) => resumes(client, polling),

  "gets a gap if too much was missed": async (client) => {
    const topic = client.topic("short");
    const line = fragile(client);
    const { received } = await resuming(line.socket, topic);
    const other = await client.joined(topic);
    await line.cut();
    for (let n = 1; n <= 3; n++) await ok(other.push("msg", { n }));
    await line.restore();
    await until("the gap", () => received.length > 0);
    await ok(other.push("msg", { n: 4 }));
    await until("what is new", () => received.includes(4));
    equal("received", received.splice(0), ["expired", 4]);

    // It continues from there.
    await line.cut();
    await ok(other.push("msg", { n: 5 }));
    await line.restore();
    await until("what was missed", () => received.includes(5));
    equal("received then", received, [5]);
  },

  "gets no history if nothing was missed": async (client) => {
    const topic = client.topic("room");
    const line = fragile(client);
    const { channel, received, joins } = await resuming(line.socket, topic);
    await line.cut();
    await line.restore();
    await joins.atLeast(2);
    await ok(channel.push("msg", { n: 1 }));
    equal("received", received, [1]);
  },

  "does not receive its own broadcastFrom": async (client) => {
    const topic = client.topic("room");
    const line = fragile(client);
    const { channel, received, joins } = await resuming(line.socket, topic);
    await ok(channel.push("others", { n: 1 }));
    equal("received", received.splice(0), ["position"]);
    await line.cut();
    await line.restore();
    await joins.atLeast(2);
    await ok(channel.push("msg", { n: 2 }));
    equal("received then", received, [2]);
  },

  "misses nothing when its channel crashes": async (client) => {
    const topic = client.topic("room");
    const { channel, received, joins } = await resuming(client.socket(), topic);
    const other = await client.joined(topic);
    const errors = calls((f) => channel.onError(f));
    channel.push("crash", {});
    await errors.atLeast(1);
    for (let n = 1; n <= 20; n++) await ok(other.push("msg", { n }));
    await joins.atLeast(2);
    await until("the last", () => received.includes(20));
    equal(
      "received",
      received,
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  },
};

async function resumes(client, connect) {
  const topic = client.topic("room");
  const line = connect(client);
  const { channel, received } = await resuming(line.socket, topic);
  const other = await client.joined(topic);
  await ok(other.push("msg", { n: 1 }));
  await until("the first", () => received.includes(1));
  for (let round = 1; round <= 3; round++) {
    await line.cut();
    for (let n = 1; n <= 5; n++) await ok(other.push("msg", { n: 10 * round + n }));
    const restored = line.restore();
    for (let n = 6; n <= 9; n++) await ok(other.push("msg", { n: 10 * round + n }));
    await restored;
    await ok(channel.push("msg", { n: 10 * round + 10 }));
    await until("the last", () => received.includes(10 * round + 10));
  }
  const all = [1];
  for (let n = 11; n <= 40; n++) all.push(n);
  equal("received", received, all);
}

await checkServer(options.url);
for (const [name, body] of Object.entries(checks)) {
  // Version 1.7 polls in browsers only.
  if (options.version === "1.7" && name === BY_LONG_POLL) continue;
  const client = new Client(library, options.url);
  await check(`phoenix.js ${options.version}: ${name}`, () => body(client));
  client.disconnect();
}
finish();
