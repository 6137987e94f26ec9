#!/usr/bin/env node
// Long-poll users of the rooms, whose requests alternate between servers, and one WebSocket user:
//
//     node rooms-long-poll.mjs --urls http://127.0.0.1:4000,http://127.0.0.1:4001
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { check, checkServer, equal, finish, until } from "./checks.mjs";
import { tokenOf } from "./demo-accounts.mjs";
import { Client, collect, ok } from "./phoenix-client/client.mjs";
import { RoundRobin } from "./round-robin.mjs";

const { values: options } = parseArgs({ options: { urls: { type: "string" } } });
const library = createRequire(import.meta.url)("phoenix-1.8");
const urls = options.urls.split(",");

for (const url of urls) await checkServer(url);
const proxy = await RoundRobin.listen(urls);

const [moebi, ann] = [await tokenOf(urls[0], "Moebi"), await tokenOf(urls[0], "Ann")];

async function rooms(name, body) {
  const client = new Client(library, proxy.url);
  await check(name, () => body(client));
  client.disconnect();
}

await rooms("who polls writes with who does not, and each sees the other", async (client) => {
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
  other.push("response:update", { response: "polled, and answered" });
  await until("the answer", () => received[0].at(-1)?.challenge.response === "polled, and answered");
});

await rooms("a large text comes whole", async (client) => {
  const one = client.polling({ token: moebi }).channel("challenges:2");
  const other = client.polling({ token: ann }).channel("challenges:2");
  const received = collect(other, "response:updated");
  await Promise.all([ok(one.join()), ok(other.join())]);
  const response = "ä\n".repeat(100_000);
  one.push("response:update", { response });
  await until("it arrives", () => received.at(-1)?.challenge.response === response);
});

await rooms("who polls may bring the token as the client's authToken", async (client) => {
  const { challenge } = await ok(
    client.polling({}, { authToken: moebi }).channel("challenges:3").join(),
  );
  equal("challenge", challenge.id, 3);
});

await rooms("guests poll too", async (client) => {
  const room = client.topic("room");
  const guest = await client.joined(room, { socket: client.polling({ nickname: "Grace" }) });
  const other = await client.joined(room, { socket: client.polling({ nickname: "Ada" }) });
  const messages = collect(other, "new_msg");
  guest.push("new_msg", { body: "hello" });
  await until("it arrives", () => messages.length === 1);
  equal("author", messages[0].author, "Grace");
});

await rooms("a token that is not good is refused", async (client) => {
  const socket = client.polling({ token: "bad" });
  const opened = [];
  socket.onOpen(() => opened.push(true));
  const code = await new Promise((resolve) => socket.onClose((event) => resolve(event.code)));
  equal("code", code, 1008);
  equal("opened", opened, []);
});

await check("every server got requests", () => {
  if (proxy.requests.some((requests) => requests < 10)) throw new Error(`${proxy.requests}`);
});
finish();
