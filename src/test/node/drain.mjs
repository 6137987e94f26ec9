#!/usr/bin/env node
// Connects many published phoenix clients to the first of two nodes and drains it. Afterwards all
// must be connected to the other one, and their messages must arrive:
//
//     node drain.mjs --urls http://127.0.0.1:4000,http://127.0.0.1:4001 --connections 2000
//
// POST /drain drains the first node.
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { check, checkServer, finish, until } from "./checks.mjs";
import { firstAlive } from "./first-alive.mjs";
import { Client } from "./phoenix-client/client.mjs";

const PATIENCE_MS = 28_000;
const MESSAGES = 5;
const BUCKET_MS = 100;

const { values: options } = parseArgs({
  options: { urls: { type: "string" }, connections: { type: "string", default: "200" } },
});
const urls = options.urls.split(",");
const size = Number(options.connections);

for (const url of urls) await checkServer(url);
const client = new Client(createRequire(import.meta.url)("phoenix-1.8"), await firstAlive(urls));

// One of two members of a topic. After both have rejoined, each receives the other's messages.
class Member {
  joins = 0;
  received = [];
  closes = [];

  constructor(topic) {
    // Like the client does by itself.
    const socket = client.socket({}, { reconnectAfterMs: undefined, rejoinAfterMs: undefined });
    socket.onClose((event) => this.closes.push(event.code));
    this.channel = socket.channel(topic);
    this.channel.on("msg", ({ from, number }) => {
      if (from !== this.id) this.received.push(number);
    });
    this.channel.join().receive("ok", () => {
      this.joins++;
      if (this.joins === 2) rejoined();
    });
  }

  say(id) {
    this.id = id;
    for (let number = 1; number <= MESSAGES; number++) this.channel.push("pub", { from: id, number });
  }
}

let back = 0;
const buckets = new Map();
function rejoined() {
  back++;
  const bucket = Math.floor((Date.now() - start) / BUCKET_MS);
  buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
}

const pairs = Array.from({ length: size / 2 }, () => client.topic("bench")).map((topic) => [
  new Member(topic),
  new Member(topic),
]);
const members = pairs.flat();
let start;

await check(`${size} clients join`, () =>
  until("all joined", () => members.every(({ joins }) => joins === 1), PATIENCE_MS),
);
await check("a drained node's clients reconnect to the other one", async () => {
  start = Date.now();
  const answer = await fetch(`${urls[0]}/drain`, { method: "POST" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  await until("all joined again", () => back === size, PATIENCE_MS);
  console.log(
    `drain: ${size} connections, all joined again after ${Date.now() - start} ms,` +
      ` at most ${Math.max(...buckets.values())} in ${BUCKET_MS} ms`,
  );
});
await check("each was closed once, with 1012", () => {
  const wrong = members.filter(({ closes }) => closes.join() !== "1012");
  if (wrong.length) throw new Error(`${wrong.length}: ${wrong[0].closes}`);
});
await check("their later messages arrive once and in order", async () => {
  members.forEach((member, id) => member.say(id));
  const expected = Array.from({ length: MESSAGES }, (_, i) => i + 1).join();
  await until(
    "all received",
    () => members.every(({ received }) => received.length >= MESSAGES),
    PATIENCE_MS,
  );
  const wrong = members.filter(({ received }) => received.join() !== expected);
  if (wrong.length) throw new Error(`${wrong.length}: ${wrong[0].received}`);
});
finish();
