#!/usr/bin/env node
// The page behind a proxy under a path prefix:
//
//     node browser/under-path.mjs --url https://127.0.0.1:8443/roost/
import "../self-signed.mjs";
import { check, equal } from "../checks.mjs";
import { arrive, leave, options } from "./browser.mjs";

const base = new URL(options.url).pathname;
const moebi = await arrive("challenges/1");

await check("a deep link loads the page under its path", async () => {
  await moebi.see("sign-in");
  equal("address", moebi.path, `${base}sign_in`);
});

await check("signing in by the API, and the socket, work there", async () => {
  await moebi.at("demo-user").nth(0).click();
  await moebi.see("user-name");
  await moebi.connectionIs("connected");
  equal("address", moebi.path, `${base}challenges/1`);
});

await check("links stay under the path, and so does a reload", async () => {
  await moebi.at("nav-chats").click();
  await moebi.page.waitForURL(`**${base}chats`);
  await moebi.page.reload();
  await moebi.connectionIs("connected");
  equal("address", moebi.path, `${base}chats`);
  equal("picture", await moebi.page.evaluate(() => document.images[0].naturalWidth > 0), true);
});

const eve = await arrive("live/chats");
const live = (path) => `${base}live/${path}`;
const connected = () => eve.page.locator("[data-phx-main].phx-connected").waitFor();

await check("live pages load under the path, with their script and style", async () => {
  await eve.see("sign-in");
  equal("address", eve.path, live("sign-in"));
  await connected();
  equal("styles", await eve.page.evaluate(() => document.styleSheets.length > 0), true);
});

await check("their navigation and forms stay under it", async () => {
  await eve.at("to-sign-up").click();
  await eve.see("sign-up");
  equal("address", eve.path, live("sign-up"));
  await eve.page.goBack();
  await eve.see("sign-in");
  await connected();
  await eve.submit({ email: "ann@email.com", password: "password" });
  await eve.see("chats");
  equal("address", eve.path, live("chats"));
});

await check("a live chat works there, and so does a reload", async () => {
  await connected();
  await eve.submit({ "room-name": "Under a path" });
  await eve.see("talk");
  equal("address", eve.path.startsWith(live("chats/")), true);
  await connected();
  await eve.say("said under a path");
  await eve.seeText("message-text", "said under a path");
  await eve.page.reload();
  await connected();
  await eve.seeText("message-text", "said under a path");
  await eve.page.getByText("All chats").click();
  await eve.see("chats");
  equal("address", eve.path, live("chats"));
});

await check("signing out leads back under it", async () => {
  await eve.at("sign-out").click();
  await eve.see("sign-in");
  equal("address", eve.path, live("sign-in"));
});

await leave();
