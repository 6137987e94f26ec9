// Hears of the stock: node shop.mjs ws://127.0.0.1:4000/socket SHOP SHOP-WITHOUT-THE-KEY
import assert from "node:assert/strict";
import test from "node:test";
import { Socket } from "phoenix";
import WebSocket from "ws";

const [url, shop, stranger] = process.argv.slice(2);

test("clients hear what a service without Roost publishes", { timeout: 30_000 }, async (t) => {
  const socket = new Socket(url, { transport: WebSocket });
  socket.connect();
  t.after(() => socket.disconnect());
  const tea = socket.channel("stock:tea");
  await new Promise((resolve, reject) => {
    tea.join().receive("ok", resolve).receive("error", reject);
  });
  const heard = new Promise((resolve) => tea.on("stock", resolve));

  const refused = await fetch(`${stranger}/stock/tea/7`, { method: "POST" });
  assert.equal(refused.status, 502);
  const published = await fetch(`${shop}/stock/tea/3`, { method: "POST" });
  assert.equal(published.status, 200);

  assert.deepEqual(await heard, { left: 3 });
});
