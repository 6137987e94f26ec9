// A customer and the shop's REST interface: node orders.mjs ws://127.0.0.1:4000/socket http://127.0.0.1:8080
import assert from "node:assert/strict";
import test from "node:test";
import { Socket } from "phoenix";
import WebSocket from "ws";

const [url, http] = process.argv.slice(2);

test("customers hear of what is committed", { timeout: 30_000 }, async (t) => {
  const socket = new Socket(url, { transport: WebSocket, params: { name: "ann" } });
  socket.connect();
  t.after(() => socket.disconnect());
  const channel = socket.channel("orders:ann");
  const heard = [];
  channel.on("placed", (order) => heard.push(order));
  assert.deepEqual(await reply(channel.join()), { orders: [] });
  await assert.rejects(reply(socket.channel("orders:bob").join()), /not yours/);

  // From a channel, as from the REST interface, names are as Spring's mapper writes them.
  const first = { order_id: 1, item: "tea", quantity: 2 };
  assert.deepEqual(await reply(channel.push("place", { item: "tea", quantity: 2 })), first);
  await assert.rejects(reply(channel.push("place", { item: "tea" })), /"quantity":"is missing"/);

  // Rolled back, after the broadcast was called: this is not heard.
  await assert.rejects(reply(channel.push("place", { item: "tea", quantity: 99 })), /out of stock/);
  assert.equal((await post({ item: "coffee", quantity: 1 })).status, 409);

  const second = await post({ item: "tea", quantity: 3 });
  assert.equal(second.status, 200);
  const order = await second.json();
  assert.equal(order.quantity, 3);
  // Replies come behind what was broadcast before.
  await reply(channel.push("place", { item: "tea", quantity: 1 }));
  assert.deepEqual(heard.slice(0, 2), [first, order]);
  assert.equal(heard.length, 3);
});

test("the actuator knows the endpoint", { timeout: 30_000 }, async () => {
  const health = await (await fetch(`${http}/actuator/health`)).json();
  assert.equal(health.components.roost.status, "UP");
  const metric = await fetch(`${http}/actuator/metrics/roost.channel.joined`);
  assert.equal(metric.status, 200);
});

function post(order) {
  return fetch(`${http}/customers/ann/orders`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(order),
  });
}

function reply(push) {
  return new Promise((resolve, reject) => {
    push
      .receive("ok", resolve)
      .receive("error", (response) => reject(new Error(JSON.stringify(response))))
      .receive("timeout", () => reject(new Error("no reply")));
  });
}
