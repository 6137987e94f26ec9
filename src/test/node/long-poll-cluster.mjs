#!/usr/bin/env node
// Drives the conformance channels of several nodes with a published long-poll phoenix client. Its
// requests alternate between the nodes:
//
//     node long-poll-cluster.mjs --urls http://127.0.0.1:4000,http://127.0.0.1:4001 --version 1.8
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { check, checkServer, finish } from "./checks.mjs";
import { Client } from "./phoenix-client/client.mjs";
import { polling, pollingAgain } from "./phoenix-client/polling.mjs";
import { RoundRobin } from "./round-robin.mjs";

const { values: options } = parseArgs({
  options: { urls: { type: "string" }, version: { type: "string", default: "1.8" } },
});
const library = createRequire(import.meta.url)(`phoenix-${options.version}`);
const urls = options.urls.split(",");

for (const url of urls) await checkServer(url);
const proxy = await RoundRobin.listen(urls);
for (const [name, body] of Object.entries({ ...polling, ...pollingAgain })) {
  const client = new Client(library, proxy.url);
  await check(`${urls.length} nodes: ${name}`, () => body(client));
  client.disconnect();
}
await check("every node got requests", () => {
  if (proxy.requests.some((requests) => requests < 20)) throw new Error(`${proxy.requests}`);
});
finish();
