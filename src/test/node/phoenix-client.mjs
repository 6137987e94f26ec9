#!/usr/bin/env node
// Drives the conformance channels of a server with a published phoenix client, unmodified:
//
//     node phoenix-client.mjs --url http://127.0.0.1:4000 --version 1.8
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { check, checkServer, finish } from "./checks.mjs";
import { binary } from "./phoenix-client/binary.mjs";
import { broadcasting } from "./phoenix-client/broadcasting.mjs";
import { Client } from "./phoenix-client/client.mjs";
import { connecting, connectingWithAuthToken } from "./phoenix-client/connecting.mjs";
import { joining, joiningTwice } from "./phoenix-client/joining.mjs";
import { polling, pollingAgain } from "./phoenix-client/polling.mjs";
import { pushing } from "./phoenix-client/pushing.mjs";
import { recovering } from "./phoenix-client/recovering.mjs";
import { XMLHttpRequest } from "./xml-http-request.mjs";

// `since` is the oldest version here that supports it.
const GROUPS = [
  { checks: connecting, since: "1.2" },
  { checks: connectingWithAuthToken, since: "1.8" },
  { checks: joining, since: "1.2" },
  // Older clients take the end of the first join for the end of the second.
  { checks: joiningTwice, since: "1.7" },
  { checks: pushing, since: "1.2" },
  { checks: broadcasting, since: "1.2" },
  { checks: recovering, since: "1.2" },
  { checks: binary, since: "1.7" },
  { checks: polling, since: "1.7" },
  { checks: pollingAgain, since: "1.8" },
];

const { values: options } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:4000" },
    version: { type: "string", default: "1.8" },
  },
});
// Version 1.7 polls only in browsers; 1.8 uses Node's fetch.
if (options.version === "1.7") globalThis.window = { XMLHttpRequest };
const library = createRequire(import.meta.url)(`phoenix-${options.version}`);

await checkServer(options.url);
for (const { checks, since } of GROUPS) {
  if (options.version < since) continue;
  for (const [name, body] of Object.entries(checks)) {
    const client = new Client(library, options.url);
    await check(`phoenix.js ${options.version}: ${name}`, () => body(client));
    client.disconnect();
  }
}
finish();
