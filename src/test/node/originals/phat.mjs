#!/usr/bin/env node
// Phat is a LiveView: here a client performs over a channel what its view does on the server.
import { equal } from "../checks.mjs";
import { collect, ok } from "../phoenix-client/client.mjs";
import { Presence, api, check, finish, run, signIn, until } from "./original.mjs";

const jim = await signIn("moebi@email.com");
const alice = await signIn("ann@email.com");
let chats = 0;

class View {
  presences = {};

  constructor(client, { jwt, user }, chat) {
    this.user = user;
    this.channel = client.socket({ token: jwt }).channel(`chat:${chat}`);
    this.channel.on("presence_state", (state) => {
      this.presences = Presence.syncState(this.presences, state);
    });
    this.channel.on("presence_diff", (diff) => {
      this.presences = Presence.syncDiff(this.presences, diff);
    });
    this.channel.on("message", ({ chat: received }) => (this.chat = received));
    this.messages = collect(this.channel, "message");
  }

  async enter() {
    this.chat = (await ok(this.channel.join())).chat;
    return this;
  }

  // The sender updates its own view; the others receive the message.
  async say(content) {
    const { message } = await ok(
      this.channel.push("message", { content, user_id: this.user.id, chat_id: this.chat.id }),
    );
    if (message) this.chat = { ...this.chat, messages: [...this.chat.messages, message] };
    return message;
  }

  get lines() {
    return this.chat.messages.map(({ user, content }) => `${user.first_name}: ${content}`);
  }

  // Names, with dots after those who are typing.
  sees(...names) {
    return until(`members are ${names}`, () => {
      const members = Presence.list(this.presences, (_id, { metas: [first] }) => first);
      const seen = members.map(({ first_name, typing }) => first_name + (typing ? "..." : ""));
      return JSON.stringify(seen.sort()) === JSON.stringify(names);
    });
  }
}

async function newChat() {
  const body = { chat: { room_name: `phat-${run}-${++chats}` } };
  const { status, body: answer } = await api("POST", "/chats", { token: jim.jwt, body });
  equal("status", status, 201);
  return answer.chat.id;
}

await check("the demo chats can be joined", async (client) => {
  const { body } = await api("GET", "/chats", { token: jim.jwt });
  const found = body.chats.find(({ room_name }) => room_name === "Jim's Workspace");
  const { chat } = await new View(client, jim, found.id).enter();
  equal("name", chat.room_name, "Jim's Workspace");
});

await check("presences have names and a typing flag", async (client) => {
  const id = await newChat();
  const one = await new View(client, jim, id).enter();
  await one.sees("Moebi");
  const other = await new View(client, alice, id).enter();
  for (const view of [one, other]) await view.sees("Ann", "Moebi");
  const [{ first_name, email, user_id, typing }] = one.presences[alice.user.id].metas;
  equal(
    "meta",
    { first_name, email, user_id, typing },
    { first_name: "Ann", email: "ann@email.com", user_id: alice.user.id, typing: false },
  );
});

await check("a message reaches everyone but the sender, with the whole chat", async (client) => {
  const id = await newChat();
  const one = await new View(client, jim, id).enter();
  const other = await new View(client, alice, id).enter();
  await one.say("Hello Alice");
  await until("it arrives", () => other.lines.length === 1);
  await other.say("Hello Jim");
  await until("it arrives", () => one.lines.length === 2);
  for (const view of [one, other]) {
    equal("lines", view.lines, ["Moebi: Hello Alice", "Ann: Hello Jim"]);
  }
  equal("received by the first author", one.messages.length, 1);
  equal("chat", one.messages[0].chat.id, id);
  equal("kept", (await new View(client, alice, id).enter()).lines, one.lines);
});

await check("typing is shown, and ends with stop_typing or the message", async (client) => {
  const id = await newChat();
  const one = await new View(client, jim, id).enter();
  const other = await new View(client, alice, id).enter();
  await one.sees("Ann", "Moebi");
  other.channel.push("typing", {});
  for (const view of [one, other]) await view.sees("Ann...", "Moebi");
  other.channel.push("stop_typing", { value: "Hel" });
  for (const view of [one, other]) await view.sees("Ann", "Moebi");
  other.channel.push("typing", {});
  await one.sees("Ann...", "Moebi");
  await other.say("Hello");
  for (const view of [one, other]) await view.sees("Ann", "Moebi");
});

await check("an empty message is ignored", async (client) => {
  const id = await newChat();
  const one = await new View(client, jim, id).enter();
  const other = await new View(client, alice, id).enter();
  equal("answer", await one.say("  "), undefined);
  await one.say("something");
  await until("it arrives", () => other.messages.length > 0);
  equal("lines", other.lines, ["Moebi: something"]);
});

await check("the author is the token's user, whatever is sent", async (client) => {
  const id = await newChat();
  const one = await new View(client, jim, id).enter();
  const push = { content: "I am Ann", user_id: alice.user.id, chat_id: 1 };
  const { message } = await ok(one.channel.push("message", push));
  equal("author", message.user.first_name, "Moebi");
  equal("chat", message.chat_id, id);
});

await check("a user who leaves is no member any more", async (client) => {
  const id = await newChat();
  const one = await new View(client, jim, id).enter();
  const other = await new View(client, alice, id).enter();
  await one.sees("Ann", "Moebi");
  other.channel.leave();
  await one.sees("Moebi");
});

await check("an unknown chat is refused", async (client) => {
  const channel = client.socket({ token: jim.jwt }).channel("chat:987654321");
  const reasons = [];
  channel.join().receive("error", (answer) => reasons.push(answer));
  await until("it is refused", () => reasons.length > 0);
  equal("reason", reasons[0], { reason: "unknown chat" });
});

finish();
