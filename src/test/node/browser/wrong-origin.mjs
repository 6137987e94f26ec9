#!/usr/bin/env node
// The page of a server that refuses the page's origin:
//
//     node browser/wrong-origin.mjs --url http://127.0.0.1:4000
import { check, equal } from "../checks.mjs";
import { arriveAs, leave } from "./browser.mjs";

// Longer than twenty reconnects at twenty per second.
const WATCHED_MS = 2_000;
const MOST_ATTEMPTS = 8;

const ann = await arriveAs("Ann");

await check("the page tells that its origin is refused", async () => {
  await ann.see("wrong-origin");
  equal("state", await ann.at("connection").getAttribute("data-state"), "wrong_origin");
  equal("signed in", await ann.read("user-name"), "Hi, Ann");
});

await check("the page does not come back again and again", async () => {
  let attempts = 0;
  ann.page.on("request", (request) => (attempts += request.url().includes("/socket/") ? 1 : 0));
  ann.page.on("websocket", () => attempts++);
  await ann.page.waitForTimeout(WATCHED_MS);
  if (attempts > MOST_ATTEMPTS) throw new Error(`${attempts} attempts in ${WATCHED_MS} ms`);
});

await leave();
