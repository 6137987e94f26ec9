// The common parts of the programs that reproduce an original client. Start them as
//
//     node originals/NAME.mjs --url http://127.0.0.1:4000 --version 1.2
//
// on a server with demo accounts and guests.
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { check as checkOne, checkServer, finish, until } from "../checks.mjs";
import { Client } from "../phoenix-client/client.mjs";

const { values: options } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:4000" },
    version: { type: "string", default: "1.8" },
  },
});
const library = createRequire(import.meta.url)(`phoenix-${options.version}`);
export const { Presence } = library;

await checkServer(options.url);

// Names and topics are unique to a run, because the server keeps messages.
export const run = `${process.pid}-${Date.now()}`;

// Runs a check with a client and closes the client's sockets.
export async function check(name, body) {
  const client = new Client(library, options.url);
  await checkOne(`phoenix.js ${options.version}: ${name}`, () => body(client));
  client.disconnect();
}

export { finish, until };

// Calls the API. Responses are JSON.
export async function api(method, path, { token, body } = {}) {
  const answer = await fetch(`${options.url}/api/v1${path}`, {
    method,
    headers: { "Content-Type": "application/json", ...(token && { Authorization: token }) },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

// The response to the sign-in of a demo account: the token as `jwt`, and the `user`.
export async function signIn(email) {
  const session = { email, password: "password" };
  const { status, body } = await api("POST", "/sessions", { body: { session } });
  if (status !== 201) throw new Error(`cannot sign in: ${status} ${JSON.stringify(body)}`);
  return body;
}

// Collects all later messages of a channel in order, as {event, payload}, without replies.
export function everything(channel, ...events) {
  const received = [];
  for (const event of events) channel.on(event, (payload) => received.push({ event, payload }));
  return received;
}

// Waits for the next message with this event, after the first `from`.
export async function next(received, event, from = 0) {
  const find = () => received.slice(from).find((one) => one.event === event);
  await until(event, () => find() !== undefined);
  return find().payload;
}
