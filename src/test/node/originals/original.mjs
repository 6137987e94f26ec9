// What the programs that play an original client have in common: they are started as
//
//     node originals/NAME.mjs --url http://127.0.0.1:4000 --version 1.2
//
// on a server that offers demo accounts and lets guests in.
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

// Names and topics that no other run uses: the server keeps what is said.
export const run = `${process.pid}-${Date.now()}`;

// Runs a check with a client whose sockets it closes.
export async function check(name, body) {
  const client = new Client(library, options.url);
  await checkOne(`phoenix.js ${options.version}: ${name}`, () => body(client));
  client.disconnect();
}

export { finish, until };

// Asks the API. Answers are JSON.
export async function api(method, path, { token, body } = {}) {
  const answer = await fetch(`${options.url}/api/v1${path}`, {
    method,
    headers: { "Content-Type": "application/json", ...(token && { Authorization: token }) },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

// The answer to signing in as one of the demo accounts: the token as `jwt`, and the `user`.
export async function signIn(email) {
  const session = { email, password: "password" };
  const { status, body } = await api("POST", "/sessions", { body: { session } });
  if (status !== 201) throw new Error(`cannot sign in: ${status} ${JSON.stringify(body)}`);
  return body;
}

// All that a channel is told from now on, in its order, as {event, payload}; replies are left out.
export function everything(channel, ...events) {
  const told = [];
  for (const event of events) channel.on(event, (payload) => told.push({ event, payload }));
  return told;
}

// The next of these after the first `from` that has this event. Waits for it.
export async function next(told, event, from = 0) {
  const find = () => told.slice(from).find((one) => one.event === event);
  await until(event, () => find() !== undefined);
  return find().payload;
}
