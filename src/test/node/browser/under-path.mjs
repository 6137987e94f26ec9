#!/usr/bin/env node
// The page behind a proxy that shows it under a path:
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

await leave();
