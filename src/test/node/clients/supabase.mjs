#!/usr/bin/env node
// Supabase's published client in both of its formats:
//
//     node clients/supabase.mjs --url http://127.0.0.1:4000
import { isDeepStrictEqual, parseArgs } from "node:util";
import { RealtimeClient } from "@supabase/realtime-js";
import WebSocket from "ws";
import { check as checkOne, checkServer, equal, finish, until } from "../checks.mjs";

const { values: options } = parseArgs({
  options: { url: { type: "string", default: "http://127.0.0.1:4000" } },
});

await checkServer(`${options.url}/token`);

const token = await (await fetch(`${options.url}/token`)).text();
const run = `${process.pid}-${Date.now()}`;
const opened = [];
let rooms = 0;

function client(vsn, more = {}) {
  const made = new RealtimeClient(`${options.url.replace(/^http/, "ws")}/realtime/v1`, {
    params: { apikey: "key" },
    transport: WebSocket,
    vsn,
    timeout: 10_000,
    reconnectAfterMs: () => 200,
    ...more,
  });
  opened.push(made);
  return made;
}

const room = () => `room-${run}-${++rooms}`;

async function check(name, body) {
  await checkOne(name, body);
  await Promise.all(opened.splice(0).map((each) => each.disconnect()));
}

// Subscribes and returns the sequence of states.
async function subscribed(channel, wanted = "SUBSCRIBED") {
  const states = [];
  channel.subscribe((state) => states.push(state));
  await until(`${wanted}, not ${states}`, () => states.includes(wanted));
  return states;
}

// A subscribed channel of a room, and the user broadcasts it received.
async function member(vsn, name, config = {}) {
  const channel = client(vsn).channel(name, { config });
  const received = [];
  channel.on("broadcast", { event: "*" }, (message) => received.push(message));
  await subscribed(channel);
  return { channel, received };
}

async function post(path, body) {
  const { status } = await fetch(`${options.url}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  equal("status", status, 200);
}

for (const vsn of ["1.0.0", "2.0.0"]) {
  await check(`${vsn}: subscribes and unsubscribes`, async () => {
    const channel = client(vsn).channel(room());
    const states = await subscribed(channel);
    equal("states", states, ["SUBSCRIBED"]);
    equal("unsubscribed", await channel.unsubscribe(), "ok");
    equal("states", states.at(-1), "CLOSED");
  });

  await check(`${vsn}: a connection without an API key is refused`, async () => {
    const socket = new WebSocket(
      `${options.url.replace(/^http/, "ws")}/realtime/v1/websocket?vsn=${vsn}`,
    );
    let refused;
    socket.on("unexpected-response", (_, { statusCode }) => (refused = statusCode));
    socket.on("error", () => {});
    await until("it is refused", () => refused !== undefined);
    equal("status", refused, 403);
  });

  for (const other of ["1.0.0", "2.0.0"]) {
    await check(`${vsn}: a broadcast reaches others that speak ${other}`, async () => {
      const name = room();
      const ada = await member(vsn, name);
      const eve = await member(other, name);
      const payload = { text: 'a "quoted" ключ \ud83d\ude00', list: [1, { deep: null }] };
      const event = "новость";
      // Supabase's clients count characters instead of bytes.
      const sent = vsn === "1.0.0" ? event : "news";
      equal("sent", await ada.channel.send({ type: "broadcast", event: sent, payload }), "ok");
      await until("it arrives", () => eve.received.length === 1);
      equal("received", eve.received, [{ type: "broadcast", event: sent, payload }]);
      equal("by the sender", ada.received, []);
    });
  }

  await check(`${vsn}: a broadcast reaches its sender and is acknowledged`, async () => {
    const { channel, received } = await member(vsn, room(), { broadcast: { self: true, ack: true } });
    const message = { type: "broadcast", event: "news", payload: { n: 1 } };
    equal("acknowledged", await channel.send(message), "ok");
    equal("received", received, [message]);
  });

  await check(`${vsn}: a broadcast of the server has its metadata`, async () => {
    const name = room();
    const { received } = await member(vsn, name);
    await post(`/broadcasts/realtime:${name}`, { n: 1 });
    await until("it arrives", () => received.length === 1);
    const meta = { id: "m1", replayed: true };
    equal("received", received[0], { type: "broadcast", event: "announced", payload: { n: 1 }, meta });
  });

  await check(`${vsn}: presences come, change and go`, async () => {
    const name = room();
    const joins = [];
    const leaves = [];
    const ada = client(vsn).channel(name, { config: { presence: { key: "ada" } } });
    ada.on("presence", { event: "join" }, ({ key }) => joins.push(key));
    ada.on("presence", { event: "leave" }, ({ key }) => leaves.push(key));
    const eve = client(vsn).channel(name, { config: { presence: { key: "eve" } } });
    eve.on("presence", { event: "sync" }, () => {});
    await subscribed(ada);
    equal("tracked", await ada.track({ mood: "good" }), "ok");
    await subscribed(eve);
    equal("tracked", await eve.track({ mood: "bad" }), "ok");
    const moods = (channel) =>
      Object.fromEntries(
        Object.entries(channel.presenceState())
          .map(([key, metas]) => [key, metas.map(({ mood }) => mood)])
          .sort(),
      );
    const both = async (expected) => {
      const sees = (channel) => isDeepStrictEqual(moods(channel), expected);
      await until(`both see ${JSON.stringify(expected)}`, () => sees(ada) && sees(eve)).catch(() =>
        equal("seen", [moods(ada), moods(eve)], [expected, expected]),
      );
    };
    await both({ ada: ["good"], eve: ["bad"] });
    equal("updated", await eve.track({ mood: "better" }), "ok");
    await both({ ada: ["good"], eve: ["better"] });
    equal("untracked", await eve.untrack(), "ok");
    await both({ ada: ["good"] });
    equal("told", [new Set(joins), new Set(leaves)], [new Set(["ada", "eve"]), new Set(["eve"])]);
  });

  await check(`${vsn}: changes of a table reach their subscribers`, async () => {
    const inserted = [];
    const any = [];
    const others = [];
    const system = [];
    const channel = client(vsn)
      .channel(room())
      .on("system", {}, (message) => system.push(message))
      .on(
        "postgres_changes",
        { event: "INSERT", schema: "public", table: `todos-${run}` },
        (change) => inserted.push(change.new),
      )
      .on("postgres_changes", { event: "*", schema: "public", table: `todos-${run}` }, (change) =>
        any.push(change.eventType),
      )
      .on("postgres_changes", { event: "*", schema: "public", table: "others" }, (change) =>
        others.push(change),
      );
    await subscribed(channel);
    await until("the subscription is confirmed", () => system.length === 1);
    equal("system", [system[0].extension, system[0].status], ["postgres_changes", "ok"]);
    await post(`/rows/todos-${run}`, { task: "write tests" });
    await until("it arrives", () => inserted.length === 1 && any.length === 1);
    equal("inserted", inserted, [{ task: "write tests" }]);
    equal("any", any, ["INSERT"]);
    equal("others", others, []);
    equal("unsubscribed", await channel.unsubscribe(), "ok");
  });

  await check(`${vsn}: a private channel needs a token and continues with a new one`, async () => {
    const config = { private: true };
    const stranger = client(vsn, { reconnectAfterMs: () => 60_000 }).channel(room(), { config });
    await subscribed(stranger, "CHANNEL_ERROR");
    const friend = client(vsn);
    await friend.setAuth(token);
    const channel = friend.channel(room(), { config: { ...config, broadcast: { ack: true } } });
    const system = [];
    channel.on("system", {}, (message) => system.push(message));
    const states = await subscribed(channel);
    await friend.setAuth(await (await fetch(`${options.url}/token`)).text());
    equal("sent", await channel.send({ type: "broadcast", event: "e", payload: {} }), "ok");
    equal("system", system, []);
    await friend.setAuth("forged");
    await until("the channel is closed", () => states.includes("CLOSED"));
    equal("system", system.map(({ status }) => status), ["error"]);
  });

  await check(`${vsn}: heartbeats are answered`, async () => {
    const beats = [];
    const made = client(vsn, { heartbeatCallback: (status) => beats.push(status) });
    await subscribed(made.channel(room()));
    await made.sendHeartbeat();
    await until(`ok, not ${beats}`, () => beats.includes("ok"));
  });
}

await check("a binary broadcast reaches clients of version 2.0.0", async () => {
  const name = room();
  const ada = await member("2.0.0", name, { broadcast: { self: true } });
  const eve = await member("2.0.0", name);
  const old = await member("1.0.0", name);
  const payload = new Uint8Array([0, 255, 7]).buffer;
  await ada.channel.send({ type: "broadcast", event: "bytes", payload });
  await ada.channel.send({ type: "broadcast", event: "text", payload: { n: 1 } });
  for (const { received } of [ada, eve]) {
    await until("both arrive", () => received.length === 2);
    equal("event", received[0].event, "bytes");
    equal("bytes", [...new Uint8Array(received[0].payload)], [0, 255, 7]);
  }
  await until("the text arrives", () => old.received.length > 0);
  equal("by those that speak 1.0.0", old.received.map(({ event }) => event), ["text"]);
});

finish();
