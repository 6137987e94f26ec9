// A client that orders: node orders.mjs ws://127.0.0.1:4000/socket
import assert from "node:assert/strict";
import test from "node:test";
import { Socket } from "phoenix";
import WebSocket from "ws";

const url = process.argv[2];

test("orders, and goes on after exceptions", { timeout: 30_000 }, async (t) => {
  const socket = new Socket(url, { transport: WebSocket, rejoinAfterMs: () => 50 });
  socket.connect();
  t.after(() => socket.disconnect());

  const orders = socket.channel("orders");
  await reply(orders.join());
  assert.deepEqual(await order({ item: "tea", note: "hot" }), {
    id: 1,
    item: "tea",
    count: 1,
    note: "hot",
  });
  await assert.rejects(order({ item: "unicorn" }), /sold_out/);
  assert.equal((await order({ item: "tea" })).id, 2);

  // The channel crashes, and phoenix.js joins it again: a new one, which begins at 1.
  const crashed = new Promise((resolve) => orders.onError(resolve));
  orders.push("order", { item: "bug" });
  await crashed;
  assert.equal((await order({ item: "tea" })).id, 1);

  function order(payload) {
    return reply(orders.push("order", payload));
  }
});

function reply(push) {
  return new Promise((resolve, reject) => {
    push
      .receive("ok", resolve)
      .receive("error", (response) => reject(new Error(JSON.stringify(response))))
      .receive("timeout", () => reject(new Error("no reply")));
  });
}
