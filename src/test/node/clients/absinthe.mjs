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

// Sends a document, and gathers what the client's observer is told.
function send({ absintheSocket }, operation, variables) {
  const told = { started: 0, results: [], errors: [] };
  const notifier = absinthe.send(absintheSocket, { operation, variables });
  absinthe.observe(absintheSocket, notifier, {
    onStart: () => told.started++,
    onResult: (result) => told.results.push(result),
    onError: (error) => told.errors.push(error.message),
    onAbort: (error) => told.errors.push(error.message),
  });
  // The client replaces its notifiers as they change.
  const current = () =>
    absintheSocket.notifiers.find(({ request }) => request === notifier.request);
  return { told, cancel: () => absinthe.cancel(absintheSocket, current()) };
}

async function result(client, operation, variables) {
  const { told } = send(client, operation, variables);
  await until("it is answered", () => told.results.length === 1 || told.errors.length > 0);
  equal("errors", told.errors, []);
  return told.results[0];
}

async function subscribe(client, name, operation = SUBSCRIPTION) {
  const sent = send(client, operation, { room: name });
  await until("it has started", () => sent.told.started === 1);
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

await check("a subscription's results come under a topic of its own", async () => {
  const name = room();
  const reader = connect();
  const { told } = await subscribe(reader, name);
  const writer = connect();
  await result(writer, MUTATION, { room: name, text: "one" });
  await result(writer, MUTATION, { room: room(), text: "elsewhere" });
  await result(writer, MUTATION, { room: name, text: "two" });
  await until("both are told", () => told.results.length === 2);
  equal("results", told.results, [posted("one"), posted("two")]);
  const topic = `__absinthe__:doc:${name}:text`;
  const data = reader.topics.filter((each) => each.endsWith("subscription:data"));
  equal("topics", data, [`${topic} subscription:data`, `${topic} subscription:data`]);
  equal("the writer's", writer.topics.filter((each) => each.includes("doc")), []);
});

await check("clients with the same document share it, others have theirs", async () => {
  const name = room();
  const one = await subscribe(connect(), name);
  const two = await subscribe(connect(), name);
  const ids = await subscribe(
    connect(),
    name,
    "subscription Ids($room: String!) { postAdded(room: $room) { id } }",
  );
  await result(connect(), MUTATION, { room: name, text: "hello" });
  const all = [one, two, ids].map(({ told }) => told.results);
  await until("all are told", () => all.every((results) => results.length === 1));
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
  await result(writer, MUTATION, { room: first, text: "not told" });
  await result(writer, MUTATION, { room: second, text: "told" });
  await until("the other is told", () => two.told.results.length === 1);
  equal("the cancelled", one.told.results, []);
  equal("topics", client.topics.filter((each) => each.includes(first)), []);
});

await check("subscriptions come back after the connection was lost", async () => {
  const name = room();
  const client = connect();
  const { told } = await subscribe(client, name);
  client.socket.conn.close();
  await until("it has started again", () => told.started === 2);
  await result(connect(), MUTATION, { room: name, text: "hello" });
  await until("it is told", () => told.results.length > 0);
  equal("results", told.results, [posted("hello")]);
});

await check("a document that the schema does not know is answered with errors", async () => {
  const client = connect();
  const { told } = send(client, "subscription Bad { nothing(a: 1) { text } }", {});
  await until("it is answered", () => told.errors.length > 0);
  equal("errors", told.errors.at(-1).includes("no such field"), true);
});

finish();
