#!/usr/bin/env node
// The client of Talkex: rooms with any name, under a nickname.
import { equal } from "../checks.mjs";
import { collect, ok, outcome } from "../phoenix-client/client.mjs";
import { Presence, check, everything, finish, next, run, until } from "./original.mjs";

const EVENTS = ["presence_state", "presence_diff", "message_history", "new_msg"];
let rooms = 0;

class Guest {
  presences = {};

  constructor(client, nickname, room) {
    this.channel = client.socket({ nickname }).channel(`room:${room}`, {});
    this.received = everything(this.channel, ...EVENTS);
    this.channel.on("presence_state", (state) => {
      this.presences = Presence.syncState(this.presences, state);
    });
    this.channel.on("presence_diff", (diff) => {
      this.presences = Presence.syncDiff(this.presences, diff);
    });
    this.messages = collect(this.channel, "new_msg");
    this.diffs = collect(this.channel, "presence_diff");
  }

  async enter() {
    await ok(this.channel.join());
    await next(this.received, "message_history");
    await this.sees(this.nickname);
    return this;
  }

  // Only the first meta of each.
  get people() {
    return Presence.list(this.presences, (name, { metas: [first] }) => ({ name, ...first }));
  }

  sees(...names) {
    return until(`people are ${names}`, () => {
      const seen = this.people.map(({ name }) => name);
      return names.every((name) => name === undefined || seen.includes(name));
    });
  }
}

const room = () => `talkex-${run}-${++rooms}`;

await check("the state comes first without the user, then the user's join", async (client) => {
  const name = room();
  const ida = new Guest(client, "ida", name);
  await ida.enter();
  await ida.sees("ida");
  equal("first", ida.received[0], { event: "presence_state", payload: {} });
  const presences = ida.received.filter(({ event }) => event.startsWith("presence_"));
  equal("second", presences[1].event, "presence_diff");
  equal("history", await next(ida.received, "message_history"), { messages: [] });
  const { status } = ida.people[0];
  equal("status", status, "online");
});

await check("a later user receives the presences", async (client) => {
  const name = room();
  const ida = await new Guest(client, "ida", name).enter();
  const joe = await new Guest(client, "joe", name).enter();
  equal("state", Object.keys((await next(joe.received, "presence_state")) ?? {}), ["ida"]);
  for (const guest of [ida, joe]) await guest.sees("ida", "joe");
});

await check("a message reaches all, including the sender, in both formats", async (client) => {
  const name = room();
  const ida = await new Guest(client, "ida", name).enter();
  const joe = await new Guest(client, "joe", name).enter();
  ida.channel.push("new_msg", { body: "hello" });
  for (const guest of [ida, joe]) {
    await until("it arrives", () => guest.messages.length === 1);
    const [{ message, body, author, sent_at }] = guest.messages;
    equal("of the text", [body, author], ["hello", "ida"]);
    equal("time", /^\d\d:\d\d$/.test(sent_at), true);
    equal(
      "of the application",
      [message.room, message.author, message.content],
      [name, "ida", "hello"],
    );
    equal("when", Math.abs(Date.now() - Date.parse(message.inserted_at)) < 60_000, true);
  }
});

await check("a later user receives the history in order", async (client) => {
  const name = room();
  const ida = await new Guest(client, "ida", name).enter();
  for (const body of ["one", "two", "three"]) ida.channel.push("new_msg", { body });
  await until("it arrives at all", () => ida.messages.length === 3);
  const joe = await new Guest(client, "joe", name).enter();
  const { messages } = await next(joe.received, "message_history");
  equal(
    "history",
    messages.map(({ author, content }) => `${author}: ${content}`),
    ["ida: one", "ida: two", "ida: three"],
  );
  const order = joe.received.map(({ event }) => event);
  equal("last", order.indexOf("message_history") > order.indexOf("presence_state"), true);
});

await check(
  "a change of status is one diff, which names the replaced meta",
  async (client) => {
    const name = room();
    const ida = await new Guest(client, "ida", name).enter();
    const joe = await new Guest(client, "joe", name).enter();
    await ida.sees("ida", "joe");
    const before = ida.people.find((one) => one.name === "joe");
    const known = ida.diffs.length;
    joe.channel.push("new_status", { status: "away" });
    await until("it arrives", () => ida.people.some((one) => one.status === "away"));
    equal("diffs", ida.diffs.length, known + 1);
    const { joins, leaves } = ida.diffs[known];
    equal("joined", Object.keys(joins), ["joe"]);
    equal("left", Object.keys(leaves), ["joe"]);
    const [was] = leaves.joe.metas;
    const [is] = joins.joe.metas;
    equal("was", [was.status, was.phx_ref], ["online", before.phx_ref]);
    equal("is", [is.status, is.phx_ref_prev], ["away", before.phx_ref]);
    equal("a new ref", is.phx_ref === before.phx_ref, false);
    equal(
      "one meta each",
      Presence.list(ida.presences, (_, { metas }) => metas.length),
      [1, 1],
    );
  },
);

await check("a user who leaves is removed", async (client) => {
  const name = room();
  const ida = await new Guest(client, "ida", name).enter();
  const joe = await new Guest(client, "joe", name).enter();
  await ida.sees("joe");
  joe.channel.leave();
  await until("ida is alone", () => ida.people.length === 1);
});

await check("guests with one nickname share a key; the first meta counts", async (client) => {
  const name = room();
  const ida = await new Guest(client, "ida", name).enter();
  await ida.sees("ida");
  const other = await new Guest(client, "ida", name).enter();
  const metas = () => Presence.list(ida.presences, (_, { metas }) => metas.length);
  await until("two metas", () => metas()[0] === 2);
  equal("people", metas(), [2]);
  other.channel.push("new_status", { status: "busy" });
  await until("it arrives", () => ida.presences.ida.metas.some(({ status }) => status === "busy"));
  equal("shown", ida.people.length, 1);
});

await check("an empty message is an error", async (client) => {
  const ida = await new Guest(client, "ida", room()).enter();
  const { status, response } = await outcome(ida.channel.push("new_msg", { body: "  " }));
  equal("status", status, "error");
  equal("error", typeof response.error, "string");
});

await check("the lobby is a room whose messages are not kept", async (client) => {
  const ida = await new Guest(client, "ida", "lobby").enter();
  const joe = await new Guest(client, "joe", "lobby").enter();
  const visitor = client.socket({ user: "Kim" }).channel("room:lobby");
  const texts = collect(visitor, "message:new");
  const crashes = [];
  for (const { channel } of [ida, joe, { channel: visitor }]) {
    channel.onError(() => crashes.push(channel.topic));
  }
  await ok(visitor.join());
  for (const guest of [ida, joe]) await guest.sees("ida", "joe", "Kim");

  ida.channel.push("new_msg", { body: "hello" });
  visitor.push("message:new", "hi");
  for (const { messages } of [ida, joe]) {
    await until("it arrives at both", () => messages.length === 2);
    equal("of the text", messages.map(({ body, author }) => `${author}: ${body}`).sort(), [
      "Kim: hi",
      "ida: hello",
    ]);
    equal("rooms", messages.map(({ message }) => message.room), ["lobby", "lobby"]);
  }
  await until("the visitor too", () => texts.length === 2);
  equal("texts", texts.map(({ user, body }) => `${user}: ${body}`).sort(), [
    "Kim: hi",
    "ida: hello",
  ]);

  joe.channel.push("typing", {});
  await until("joe types", () => ida.people.some(({ name, typing }) => name === "joe" && typing));
  joe.channel.push("stop_typing", {});
  joe.channel.push("new_status", { status: "away" });
  await until("joe is away", () =>
    ida.people.some(
      ({ name, status, typing, online_at }) =>
        name === "joe" && status === "away" && !typing && online_at > 0,
    ),
  );
  const later = await new Guest(client, "lou", "lobby").enter();
  equal("history", await next(later.received, "message_history"), { messages: [] });
  equal("crashes", crashes, []);
});

await check("a guest gets into rooms only", async (client) => {
  const socket = client.socket({ nickname: "ida" });
  for (const topic of ["challenges:1", "chat:4", "users:1"]) {
    const { status, response } = await outcome(socket.channel(topic).join());
    equal(topic, [status, response], ["error", { reason: "forbidden" }]);
  }
});

await check("without a nickname there is no connection", async (client) => {
  for (const nickname of ["", "  ", "x".repeat(41)]) {
    const failures = [];
    client.socket({ nickname }).onError(() => failures.push(1));
    await until("it is refused", () => failures.length > 0);
  }
});

finish();
