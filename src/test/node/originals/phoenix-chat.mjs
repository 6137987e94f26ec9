#!/usr/bin/env node
// The client of phoenix_chat: one lobby, where nothing is kept.
import { equal } from "../checks.mjs";
import { collect, ok } from "../phoenix-client/client.mjs";
import { Presence, check, everything, finish, until } from "./original.mjs";

class Visitor {
  presences = {};

  constructor(client, user) {
    this.user = user;
    this.channel = client.socket({ user }).channel("room:lobby");
    this.received = everything(this.channel, "presence_state", "presence_diff");
    this.channel.on("presence_state", (state) => {
      this.presences = Presence.syncState(this.presences, state);
    });
    this.channel.on("presence_diff", (diff) => {
      this.presences = Presence.syncDiff(this.presences, diff);
    });
    this.messages = collect(this.channel, "message:new");
  }

  async enter() {
    await ok(this.channel.join());
    await until("one is in the list", () => this.list.some(({ user }) => user === this.user));
    return this;
  }

  // The first meta of each, like the list shows them.
  get list() {
    return Presence.list(this.presences, (user, { metas: [{ online_at }] }) => ({
      user,
      onlineAt: online_at,
    }));
  }

  sees(...names) {
    return until(`${names} are online`, () => {
      const seen = this.list.map(({ user }) => user).sort();
      return JSON.stringify(seen) === JSON.stringify(names);
    });
  }
}

await check("the state contains the user", async (client) => {
  const before = Date.now();
  const ida = await new Visitor(client, "Ida").enter();
  const state = () => ida.received.findLast(({ event }) => event === "presence_state").payload;
  await until("oneself is in it", () => "Ida" in state());
  equal("keys", Object.keys(state()), ["Ida"]);
  const { online_at } = state().Ida.metas[0];
  equal("since", online_at >= before - 1000 && online_at <= Date.now() + 1000, true);
  await ida.sees("Ida");
});

await check("a plain text reaches all, including the sender", async (client) => {
  const ida = await new Visitor(client, "Ida").enter();
  const joe = await new Visitor(client, "Joe").enter();
  for (const one of [ida, joe]) await one.sees("Ida", "Joe");
  ida.channel.push("message:new", "Hello <b>all</b>");
  joe.channel.push("message:new", "Hello Ida");
  for (const { messages } of [ida, joe]) {
    await until("it arrives at both", () => messages.length === 2);
    const said = messages.map(({ user, body }) => `${user}: ${body}`).sort();
    equal("said", said, ["Ida: Hello <b>all</b>", "Joe: Hello Ida"]);
    for (const { timestamp } of messages) {
      equal("when", Math.abs(Date.now() - timestamp) < 60_000, true);
    }
  }
});

await check("earlier messages and empty ones are not sent", async (client) => {
  const ida = await new Visitor(client, "Ida").enter();
  const joe = await new Visitor(client, "Joe").enter();
  ida.channel.push("message:new", "");
  ida.channel.push("message:new", "not empty");
  await until("it arrives", () => joe.messages.length > 0);
  equal("first", joe.messages[0].body, "not empty");
  const carol = await new Visitor(client, "Carol").enter();
  ida.channel.push("message:new", "for Carol");
  await until("it arrives", () => carol.messages.length > 0);
  equal("first", carol.messages[0].body, "for Carol");
});

await check("a user who closes the page is offline", async (client) => {
  const ida = await new Visitor(client, "Ida").enter();
  const joe = await new Visitor(client, "Joe").enter();
  await ida.sees("Ida", "Joe");
  joe.channel.socket.disconnect();
  await ida.sees("Ida");
});

await check("without a name there is no connection", async (client) => {
  const failures = [];
  client.socket({}).onError(() => failures.push(1));
  await until("it is refused", () => failures.length > 0);
});

finish();
