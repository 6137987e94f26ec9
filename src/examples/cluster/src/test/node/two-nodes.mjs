// A client at each of two nodes: node two-nodes.mjs URL URL PID-of-the-second
import assert from "node:assert/strict";
import test from "node:test";
import { Presence, Socket } from "phoenix";
import WebSocket from "ws";

const [first, second, pid] = process.argv.slice(2);

test("clients of both nodes hear and see each other", { timeout: 60_000 }, async (t) => {
  const ann = await enter(t, first, "ann");
  const bob = await enter(t, second, "bob");

  await ann.sees(["ann", "bob"]);
  await bob.sees(["ann", "bob"]);

  const heard = new Promise((resolve) => bob.room.on("new_msg", resolve));
  ann.room.push("new_msg", { text: "hello" });
  assert.deepEqual(await heard, { text: "hello" });

  process.kill(pid, "SIGKILL");
  await ann.sees(["ann"]);
});

async function enter(t, url, name) {
  const socket = new Socket(url, { transport: WebSocket });
  socket.connect();
  t.after(() => socket.disconnect());

  const room = socket.channel("room:lobby", { name });
  const presence = new Presence(room);
  let changed = () => {};
  presence.onSync(() => changed());
  await new Promise((resolve, reject) => {
    room.join().receive("ok", resolve).receive("error", reject);
  });
  const names = () => presence.list((key) => key).sort().join();
  const sees = (expected) =>
    new Promise((resolve) => {
      changed = () => names() === expected.join() && resolve();
      changed();
    });
  return { room, sees };
}
