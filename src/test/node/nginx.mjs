#!/usr/bin/env node
// Users of the rooms behind nginx, which terminates TLS, serves the rooms under a path prefix, and
// balances requests round robin:
//
//     node nginx.mjs --url https://127.0.0.1:8443/roost
import "./self-signed.mjs";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { check, checkServer, equal, finish, until } from "./checks.mjs";
import { tokenOf } from "./demo-accounts.mjs";
import { Client, collect, ok } from "./phoenix-client/client.mjs";

const { values: options } = parseArgs({ options: { url: { type: "string" } } });
const library = createRequire(import.meta.url)("phoenix-1.8");
const url = options.url;
const { origin } = new URL(url);

await checkServer(`${url}/`);
const [moebi, ann] = [await tokenOf(url, "Moebi"), await tokenOf(url, "Ann")];

async function rooms(name, body) {
  const client = new Client(library, url);
  await check(name, () => body(client));
  client.disconnect();
}

await rooms("one over a WebSocket and one who polls write together", async (client) => {
  const polls = client.polling({ token: moebi });
  const one = polls.channel("challenges:1");
  const other = client.socket({ token: ann }).channel("challenges:1");
  const presences = [new library.Presence(one), new library.Presence(other)];
  const received = [collect(one, "response:updated"), collect(other, "response:updated")];
  await Promise.all([ok(one.join()), ok(other.join())]);
  equal("transport", polls.conn instanceof library.LongPoll, true);
  await until("both are there", () => presences.every((all) => all.list().length === 2));

  one.push("response:update", { response: "polled" });
  await until("it arrives", () => received[1].at(-1)?.challenge.response === "polled");
  other.push("response:update", { response: "answered" });
  await until("the answer", () => received[0].at(-1)?.challenge.response === "answered");
});

await rooms("a large text passes in both directions", async (client) => {
  const one = client.polling({ token: moebi }).channel("challenges:2");
  const other = client.socket({ token: ann }).channel("challenges:2");
  const received = [collect(one, "response:updated"), collect(other, "response:updated")];
  await Promise.all([ok(one.join()), ok(other.join())]);
  const polled = "ä\n".repeat(150_000);
  one.push("response:update", { response: polled });
  await until("it arrives", () => received[1].at(-1)?.challenge.response === polled);
  const sent = "ö\n".repeat(150_000);
  other.push("response:update", { response: sent });
  await until("it is polled", () => received[0].at(-1)?.challenge.response === sent);
});

await rooms("sockets connect to both servers, and hear each other", async (client) => {
  const room = client.topic("room");
  const people = await Promise.all(
    ["Ada", "Grace", "Edsger", "Barbara"].map((nickname) =>
      client.joined(room, { socket: client.socket({ nickname }) }),
    ),
  );
  const messages = people.map((channel) => collect(channel, "new_msg"));
  people[0].push("new_msg", { body: "hello" });
  await until("it arrives at all", () => messages.every((all) => all.length === 1));
});

// A browser sends an https origin, while the servers receive plain HTTP.
async function longPoll(headers) {
  const answer = await fetch(`${url}/socket/longpoll?vsn=2.0.0&nickname=Ada`, {
    method: "POST",
    headers,
  });
  return (await answer.json()).status;
}

await check("only the page's own origin is allowed", async () => {
  equal("own", await longPoll({ origin }), 410);
  equal("other", await longPoll({ origin: "https://evil.example" }), 403);
});

await check("a spoofed host header is ignored", async () => {
  const spoofed = {
    origin: "https://evil.example",
    forwarded: "for=203.0.113.7;host=evil.example",
    "x-forwarded-host": "evil.example",
  };
  equal("status", await longPoll(spoofed), 403);
});
finish();
