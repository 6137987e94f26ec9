// Two clients in a room: node chat.mjs ws://127.0.0.1:4000/socket
import assert from "node:assert/strict";
import test from "node:test";
import { Presence, Socket } from "phoenix";
import WebSocket from "ws";

const url = process.argv[2];

test("clients hear and see each other", { timeout: 30_000 }, async (t) => {
  const ann = connect("ann");
  const bob = connect("bob");
  t.after(() => [ann, bob].forEach((socket) => socket.disconnect()));

  const atAnn = ann.channel("room:lobby");
  const atBob = bob.channel("room:lobby");
  const seen = new Presence(atAnn);
  const both = new Promise((resolve) => {
    seen.onSync(() => seen.list((name) => name).length === 2 && resolve(seen.list((name) => name)));
  });
  await reply(atAnn.join());
  await reply(atBob.join());
  assert.deepEqual((await both).sort(), ["ann", "bob"]);

  const heard = new Promise((resolve) => atBob.on("new_msg", resolve));
  await reply(atAnn.push("new_msg", { text: "hello" }));
  assert.deepEqual(await heard, { from: "ann", text: "hello" });

  await assert.rejects(reply(atAnn.push("new_msg", {})), /is missing/);
});

function connect(name) {
  const socket = new Socket(url, { transport: WebSocket, params: { name } });
  socket.connect();
  return socket;
}

function reply(push) {
  return new Promise((resolve, reject) => {
    push
      .receive("ok", resolve)
      .receive("error", (response) => reject(new Error(JSON.stringify(response))))
      .receive("timeout", () => reject(new Error("no reply")));
  });
}
