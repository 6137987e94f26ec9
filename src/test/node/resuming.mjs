#!/usr/bin/env node
// Has a published phoenix client, unmodified, come back to topics with a history:
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

// A socket whose connection can be cut, and does not come back until it is mended.
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
    async mend() {
      const before = opened.count;
      isCut = false;
      await opened.atLeast(before + 1);
    },
  };
}

// A socket that polls, with the same two ends.
function polling(client) {
  const socket = client.polling();
  const opened = calls((f) => socket.onOpen(f));
  return {
    socket,
    cut: () => new Promise((resolve) => socket.disconnect(resolve)),
    async mend() {
      const before = opened.count;
      socket.connect();
      await opened.atLeast(before + 1);
    },
  };
}

// A channel as an application would have it that wants to miss nothing, and all it is told.
async function resuming(socket, topic) {
  let since = null;
  const told = [];
  const channel = socket.channel(topic, () => ({ since }));
  channel.onMessage = (event, payload) => {
    since = payload?.history_id ?? since;
    return payload;
  };
  channel.on("msg", ({ n }) => told.push(n));
  channel.on("history_position", () => told.push("position"));
  channel.on("history_gap", ({ reason }) => told.push(reason));
  const joins = calls((f) => channel.joinPush.receive("ok", f));
  await ok(channel.join());
  await until("its position", () => told.length === 1);
  equal("told at first", told.splice(0), ["position"]);
  return { channel, told, joins };
}

const checks = {
  "gets what it missed, in order and before what is new": (client) => comesBack(client, fragile),

  "gets what it missed by polling": (client) => comesBack(client, polling),

  "is told of a gap if too much was missed": async (client) => {
    const topic = client.topic("short");
    const line = fragile(client);
    const { told } = await resuming(line.socket, topic);
    const other = await client.joined(topic);
    await line.cut();
    for (let n = 1; n <= 3; n++) await ok(other.push("msg", { n }));
    await line.mend();
    await until("the gap", () => told.length > 0);
    await ok(other.push("msg", { n: 4 }));
    await until("what is new", () => told.includes(4));
    equal("told", told.splice(0), ["expired", 4]);

    // From there it goes on.
    await line.cut();
    await ok(other.push("msg", { n: 5 }));
    await line.mend();
    await until("what was missed", () => told.includes(5));
    equal("told then", told, [5]);
  },

  "is told nothing if nothing was missed": async (client) => {
    const topic = client.topic("room");
    const line = fragile(client);
    const { channel, told, joins } = await resuming(line.socket, topic);
    await line.cut();
    await line.mend();
    await joins.atLeast(2);
    await ok(channel.push("msg", { n: 1 }));
    equal("told", told, [1]);
  },

  "does not get back what it has sent to others": async (client) => {
    const topic = client.topic("room");
    const line = fragile(client);
    const { channel, told, joins } = await resuming(line.socket, topic);
    await ok(channel.push("others", { n: 1 }));
    equal("told", told.splice(0), ["position"]);
    await line.cut();
    await line.mend();
    await joins.atLeast(2);
    await ok(channel.push("msg", { n: 2 }));
    equal("told then", told, [2]);
  },

  "misses nothing when its channel crashes": async (client) => {
    const topic = client.topic("room");
    const { channel, told, joins } = await resuming(client.socket(), topic);
    const other = await client.joined(topic);
    const errors = calls((f) => channel.onError(f));
    channel.push("crash", {});
    await errors.atLeast(1);
    for (let n = 1; n <= 20; n++) await ok(other.push("msg", { n }));
    await joins.atLeast(2);
    await until("the last", () => told.includes(20));
    equal(
      "told",
      told,
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  },
};

async function comesBack(client, connect) {
  const topic = client.topic("room");
  const line = connect(client);
  const { channel, told } = await resuming(line.socket, topic);
  const other = await client.joined(topic);
  await ok(other.push("msg", { n: 1 }));
  await until("the first", () => told.includes(1));
  for (let round = 1; round <= 3; round++) {
    await line.cut();
    for (let n = 1; n <= 5; n++) await ok(other.push("msg", { n: 10 * round + n }));
    const mended = line.mend();
    for (let n = 6; n <= 9; n++) await ok(other.push("msg", { n: 10 * round + n }));
    await mended;
    await ok(channel.push("msg", { n: 10 * round + 10 }));
    await until("the last", () => told.includes(10 * round + 10));
  }
  const all = [1];
  for (let n = 11; n <= 40; n++) all.push(n);
  equal("told", told, all);
}

await checkServer(options.url);
for (const [name, body] of Object.entries(checks)) {
  // Version 1.7 polls in browsers only.
  if (options.version === "1.7" && name.includes("polling")) continue;
  const client = new Client(library, options.url);
  await check(`phoenix.js ${options.version}: ${name}`, () => body(client));
  client.disconnect();
}
finish();
