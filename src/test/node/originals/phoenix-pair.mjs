#!/usr/bin/env node
// The client of Phoenix Pair: challenges that two users edit; each keystroke sends the whole text.
import { equal } from "../checks.mjs";
import { collect, ok } from "../phoenix-client/client.mjs";
import { Presence, api, check, finish, signIn, until } from "./original.mjs";

const moebi = await signIn("moebi@email.com");
const ann = await signIn("ann@email.com");

// Like the client's store, it merges messages into one object and shows the first metas.
class Room {
  presences = {};
  participants = [];
  response;

  constructor(client, { jwt, user }, id) {
    this.user = user;
    this.socket = client.socket({ token: jwt });
    this.id = id;
    this.channel = this.socket.channel(`challenges:${id}`);
    this.channel.on("presence_state", (state) =>
      this.#show(Presence.syncState(this.presences, state)),
    );
    this.channel.on("presence_diff", (diff) => this.#show(Presence.syncDiff(this.presences, diff)));
    this.channel.on("response:updated", ({ challenge }) => (this.response = challenge.response));
    this.responses = collect(this.channel, "response:updated");
    this.languages = collect(this.channel, "language:updated");
    this.joins = collect(this.channel, "user:joined");
    this.chats = collect(this.channel, "chat:message_created");
    this.others = ["document:updates", "cursor:updated"].map((name) => collect(this.channel, name));
  }

  async enter() {
    const { challenge } = await ok(this.channel.join());
    this.response = challenge.response;
    return challenge;
  }

  update(response) {
    return this.channel.push("response:update", { response, user_id: this.user.id });
  }

  sees(names) {
    return until(`participants are ${JSON.stringify(names)}`, () => {
      const seen = this.participants.map((one) => `${one.first_name}${one.typing ? "…" : ""}`);
      return JSON.stringify(seen.sort()) === JSON.stringify(names);
    });
  }

  #show(presences) {
    // Newer versions also change the passed object.
    this.presences = presences;
    this.participants = Presence.list(presences, (_key, { metas: [first] }) => first);
  }
}

// A challenge for one check only.
async function newChallenge() {
  const body = { challenge: { title: "Pair", prompt: "Write together" } };
  const { status, body: answer } = await api("POST", "/challenges", { token: moebi.jwt, body });
  equal("status", status, 201);
  return answer.challenge.id;
}

await check("the API responds as the client expects", async () => {
  const current = await api("GET", "/current_user", { token: moebi.jwt });
  equal("current user", current.body.user ?? current.body, moebi.user);
  equal("fields", Object.keys(moebi.user).sort(), ["email", "first_name", "id", "last_name"]);
  const { body } = await api("GET", "/challenges", { token: moebi.jwt });
  equal(
    "first challenges",
    body.challenges.slice(0, 3).map(({ title }) => title),
    ["Multiples of 3 and 5", "Fibonacci Numbers", "Largest Prime Factor"],
  );
  const nobody = await api("GET", "/challenges");
  equal("without a token", nobody, { status: 403, body: { error: "Not Authenticated!" } });
  const wrong = { session: { email: "moebi@email.com", password: "wrong" } };
  const refused = await api("POST", "/sessions", { body: wrong });
  equal("refused", refused, { status: 422, body: { error: "Invalid email or password" } });
  // The sign-out ends the session of its token; moebi's continues.
  const { jwt } = await signIn("moebi@email.com");
  const signedOut = await api("DELETE", "/sessions", { token: jwt });
  equal("signed out", signedOut.body, { ok: true });
});

await check("without a token there is no connection", async (client) => {
  const opened = [];
  const closed = [];
  const socket = client.socket({});
  socket.onOpen(() => opened.push(1));
  socket.onError(() => closed.push(1));
  await until("it is refused", () => closed.length > 0);
  equal("opened", opened, []);
});

await check("its own topic may be joined right after signing in", async (client) => {
  const channel = client.socket({ token: moebi.jwt }).channel(`users:${moebi.user.id}`);
  equal("answer", await ok(channel.join()), {});
});

await check("a join pushes the whole challenge, then the presences", async (client) => {
  const id = await newChallenge();
  const room = new Room(client, moebi, id);
  const challenge = await room.enter();
  equal("fields", Object.keys(challenge).sort(), [
    "chat",
    "id",
    "language",
    "prompt",
    "response",
    "title",
  ]);
  equal("title", challenge.title, "Pair");
  equal("chat of", challenge.chat.challenge_id, id);
  equal("messages", challenge.chat.messages, []);
  await room.sees(["Moebi"]);
  const [{ typing, first_name, user_id }] = room.participants;
  equal(
    "meta",
    { typing, first_name, user_id },
    { typing: false, first_name: "Moebi", user_id: 1 },
  );
  await until("user:joined", () => room.joins.length === 1);
  equal("state", room.joins[0], { challenge_state: { language: "ruby" } });
});

await check("each keystroke reaches both as the whole challenge", async (client) => {
  const id = await newChallenge();
  const [one, other] = [new Room(client, moebi, id), new Room(client, ann, id)];
  await one.enter();
  await other.enter();
  for (const text of ["p", "pu", "put", "puts"]) one.update(text);
  for (const room of [one, other]) {
    await until("the last", () => room.response === "puts");
    const texts = room.responses.map(({ challenge }) => challenge.response);
    equal("in their order", texts, [...texts].sort());
    equal("title", room.responses[0].challenge.title, "Pair");
    equal("events of others", room.others, [[], []]);
  }
  // The client of the article omits the user.
  other.channel.push("response:update", { response: "puts 1" });
  await until("the other's", () => one.response === "puts 1");
});

await check("typing is shown to both until it is removed", async (client) => {
  const id = await newChallenge();
  const [one, other] = [new Room(client, moebi, id), new Room(client, ann, id)];
  await one.enter();
  await other.enter();
  for (const room of [one, other]) await room.sees(["Ann", "Moebi"]);
  one.update("typing");
  for (const room of [one, other]) await room.sees(["Ann", "Moebi…"]);
  one.channel.push("current_participant_typing:remove", {});
  for (const room of [one, other]) await room.sees(["Ann", "Moebi"]);
});

await check("the author is the token's user, whatever is sent", async (client) => {
  const id = await newChallenge();
  const room = new Room(client, moebi, id);
  await room.enter();
  room.channel.push("response:update", { response: "x", user_id: ann.user.id });
  await room.sees(["Moebi…"]);
});

await check("both share the language, and new clients receive it", async (client) => {
  const id = await newChallenge();
  const [one, other] = [new Room(client, moebi, id), new Room(client, ann, id)];
  await one.enter();
  one.channel.push("language:update", { response: "erlang" });
  await until("it arrives", () => one.languages.length === 1);
  equal("language", one.languages[0], { language: "erlang" });
  await other.enter();
  await until("user:joined", () => other.joins.length === 1);
  equal("state", other.joins[0], { challenge_state: { language: "erlang" } });
});

await check("a message reaches both with the whole chat", async (client) => {
  const id = await newChallenge();
  const [one, other] = [new Room(client, moebi, id), new Room(client, ann, id)];
  await one.enter();
  await other.enter();
  // A new client may receive the same message twice, because it receives the whole chat.
  const received = (room, count) =>
    until(`${count} messages`, () => room.chats.at(-1)?.challenge.chat.messages.length === count);
  one.channel.push("chat:create_message", { message: "first" });
  await received(other, 1);
  other.channel.push("chat:create_message", { message: "second" });
  for (const room of [one, other]) {
    await received(room, 2);
    const { messages, challenge_id } = room.chats.at(-1).challenge.chat;
    equal("challenge", challenge_id, id);
    equal(
      "messages",
      messages.map(({ content, user }) => [user.first_name, content]),
      [
        ["Moebi", "first"],
        ["Ann", "second"],
      ],
    );
  }
  const challenge = await new Room(client, ann, id).enter();
  equal("kept", challenge.chat.messages.length, 2);
});

await check("joining another challenge leaves the previous one", async (client) => {
  const [before, after] = [await newChallenge(), await newChallenge()];
  const watching = new Room(client, ann, before);
  await watching.enter();
  const room = new Room(client, moebi, before);
  await room.enter();
  await watching.sees(["Ann", "Moebi"]);
  room.update("left behind");
  await until("it arrives at both", () =>
    [room, watching].every(({ response }) => response === "left behind"),
  );

  room.channel.leave();
  const next = new Room(client, moebi, after);
  equal("response there", (await next.enter()).response, "");
  await watching.sees(["Ann"]);
  watching.update("without you");
  await until("it arrives", () => watching.response === "without you");
  equal("received by the user who left", room.response, "left behind");
  equal("kept", (await new Room(client, moebi, before).enter()).response, "without you");
});

await check("an unknown challenge is an error, and no crash", async (client) => {
  const channel = client.socket({ token: moebi.jwt }).channel("challenges:987654321");
  const reasons = [];
  channel.join().receive("error", (answer) => reasons.push(answer));
  await until("it is refused", () => reasons.length > 0);
  equal("reason", reasons[0], { reason: "unknown challenge" });
});

finish();
