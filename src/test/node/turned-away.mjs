#!/usr/bin/env node
// Published phoenix clients of a server that refuses each of them three times with status 503. All
// must connect by retrying:
//
//     node turned-away.mjs --url http://127.0.0.1:4000
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { check, equal, finish } from "./checks.mjs";
import { Client, ok } from "./phoenix-client/client.mjs";
import { XMLHttpRequest } from "./xml-http-request.mjs";

const { values: options } = parseArgs({ options: { url: { type: "string" } } });
const require = createRequire(import.meta.url);

for (const version of ["1.7", "1.8"]) {
  // Version 1.7 polls only in browsers and detects one when it is loaded.
  if (version === "1.7") globalThis.window = { XMLHttpRequest };
  const client = new Client(require(`phoenix-${version}`), options.url);
  delete globalThis.window;
  for (const transport of ["socket", "polling"]) {
    await check(`phoenix ${version}, ${transport}`, async () => {
      const socket = client[transport]({ name: `${version}-${transport}` });
      const channel = socket.channel("room");
      equal("reply to the join", await ok(channel.join()), {});
    });
  }
  client.disconnect();
}
finish();
