#!/usr/bin/env node
// Absinthe's published client: GraphQL over a phoenix.js socket.
//
//     node clients/absinthe.mjs --url http://127.0.0.1:4000
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import WebSocket from "ws";
import { check as checkOne, checkServer, equal, finish, until } from "../checks.mjs";

const require = createRequire(import.meta.url);
const absinthe = require("@absinthe/socket");
const { Socket } = require("phoenix");

const { values: options } = parseArgs({
  options: { url: { type: "string", default: "http://127.0.0.1:4000" } },
});

await checkServer(`${options.url}/token`);

const run = `${process.pid}-${Date.now()}`;
const opened = [];
let rooms = 0;

const QUERY = "query Posts($room: String!) { posts(room: $room) { text } }";
const MUTATION =
  "mutation Add($room: String!, $text: String!) { addPost(room: $room, text: $text) { id text } }";
const SUBSCRIPTION = "subscription Added($room: String!) { postAdded(room: $room) { text } }";

const room = () => `room-${run}-${++rooms}`;

function connect() {
  const socket = new Socket(`${options.url.replace(/^http/, "ws")}/graphql`, {
    transport: WebSocket,
    reconnectAfterMs: () => 200,
    rejoinAfterMs: () => 200,
  });
  opened.push(socket);
  const topics = [];
  socket.onMessage(({ topic, event }) => topics.push(`${topic} ${event}`));
  return { absintheSocket: absinthe.create(socket), socket, topics };
}

async function check(name, body) {
  await checkOne(name, body);
  opened.splice(0).forEach((socket) => socket.disconnect());
}

// Sends a document and collects the events of the client's observer.
function send({ absintheSocket }, operation, variables) {
  const received = { started: 0, results: [], errors: [] };
  const notifier = absinthe.send(absintheSocket, { operation, variables });
  absinthe.observe(absintheSocket, notifier, {
    onStart: () => received.started++,
    onResult: (result) => received.results.push(result),
    onError: (error) => received.errors.push(error.message),
    onAbort: (error) => received.errors.push(error.message),
  });
  // The client replaces its notifiers on each change.
  const current = () =>
    absintheSocket.notifiers.find(({ request }) => request === notifier.request);
  return { received, cancel: () => absinthe.cancel(absintheSocket, current()) };
}

async function result(client, operation, variables) {
  const { received } = send(client, operation, variables);
  await until("it is answered", () => received.results.length === 1 || received.errors.length > 0);
  equal("errors", received.errors, []);
  return received.results[0];
}

async function subscribe(client, name, operation = SUBSCRIPTION) {
  const sent = send(client, operation, { room: name });
  await until("it has started", () => sent.received.started === 1);
  return sent;
}

const posted = (text) => ({ data: { postAdded: { text } } });

await check("queries and mutations are answered", async () => {
  const name = room();
  const client = connect();
  equal("before", await result(client, QUERY, { room: name }), { data: { posts: [] } });
  const added = await result(client, MUTATION, { room: name, text: "hello" });
  equal("added", added, { data: { addPost: { id: `${name}-0`, text: "hello" } } });
  const after = await result(client, QUERY, { room: name });
  equal("after", after, { data: { posts: [{ text: "hello" }] } });
});

await check("a subscription's results arrive on a separate topic", async () => {
  const name = room();
  const reader = connect();
  const { received } = await subscribe(reader, name);
  const writer = connect();
  await result(writer, MUTATION, { room: name, text: "one" });
  await result(writer, MUTATION, { room: room(), text: "elsewhere" });
  await result(writer, MUTATION, { room: name, text: "two" });
  await until("it arrives at both", () => received.results.length === 2);
  equal("results", received.results, [posted("one"), posted("two")]);
  const topic = `__absinthe__:doc:${name}:text`;
  const data = reader.topics.filter((each) => each.endsWith("subscription:data"));
  equal("topics", data, [`${topic} subscription:data`, `${topic} subscription:data`]);
  equal("the writer's", writer.topics.filter((each) => each.includes("doc")), []);
});

await check("clients with the same document share its results", async () => {
  const name = room();
  const one = await subscribe(connect(), name);
  const two = await subscribe(connect(), name);
  const ids = await subscribe(
    connect(),
    name,
    "subscription Ids($room: String!) { postAdded(room: $room) { id } }",
  );
  await result(connect(), MUTATION, { room: name, text: "hello" });
  const all = [one, two, ids].map(({ received }) => received.results);
  await until("it arrives at all", () => all.every((results) => results.length === 1));
  equal("results", all[0], [posted("hello")]);
  equal("results", all[1], [posted("hello")]);
  equal("results", all[2], [{ data: { postAdded: { id: `${name}-0` } } }]);
});

await check("one client has several subscriptions, and cancels one", async () => {
  const [first, second] = [room(), room()];
  const client = connect();
  const one = await subscribe(client, first);
  const two = await subscribe(client, second);
  const replies = () =>
    client.topics.filter((each) => each === "__absinthe__:control phx_reply").length;
  const before = replies();
  one.cancel();
  await until("the cancelling is answered", () => replies() > before);
  const writer = connect();
  await result(writer, MUTATION, { room: first, text: "not for the subscriber" });
  await result(writer, MUTATION, { room: second, text: "for the subscriber" });
  await until("it arrives at the other", () => two.received.results.length === 1);
  equal("the cancelled", one.received.results, []);
  equal("topics", client.topics.filter((each) => each.includes(first)), []);
});

await check("subscriptions are restored after a reconnect", async () => {
  const name = room();
  const client = connect();
  const { received } = await subscribe(client, name);
  client.socket.conn.close();
  await until("it has started again", () => received.started === 2);
  await result(connect(), MUTATION, { room: name, text: "hello" });
  await until("it arrives", () => received.results.length > 0);
  equal("results", received.results, [posted("hello")]);
});

await check("an unknown document is answered with errors", async () => {
  const client = connect();
  const { received } = send(client, "subscription Bad { nothing(a: 1) { text } }", {});
  await until("it is answered", () => received.errors.length > 0);
  equal("errors", received.errors.at(-1).includes("no such field"), true);
});

finish();
