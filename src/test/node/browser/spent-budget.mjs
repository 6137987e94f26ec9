#!/usr/bin/env node
// The page of a server that lets an account store 360,000 bytes per hour, so 100 per second:
//
//     node browser/spent-budget.mjs --url http://127.0.0.1:4000
import { check, until } from "../checks.mjs";
import { arriveAs, leave } from "./browser.mjs";

// The size of a change is known after it is stored: the account owes 1,500 bytes, for 15 seconds.
const TOO_MUCH = "x".repeat(361_500);
const PATIENCE_MS = 40_000;
const NOT_SAVED = /^Not saved: too many data\. Kept here, sent again at .*\d:\d\d/;

const [ann, bob] = await Promise.all(["Ann", "Bob"].map(arriveAs));

await check("the page says why work is not saved, and when it is sent again", async () => {
  await Promise.all([ann, bob].map((person) => person.openChallenge("/challenges/1")));
  await ann.press("Control+End");
  await ann.page.keyboard.insertText(TOO_MUCH);
  await until("what is paid for", async () => (await bob.text()).includes("xxx"));
  await ann.page.keyboard.insertText("y");
  await ann.savedIs("failed");
  await until("the reason", async () => NOT_SAVED.test(await ann.read("saved")));
});

await check("it is saved once the budget has filled", async () => {
  await until(
    "the rest",
    async () => (await ann.at("saved").getAttribute("data-state")) === "saved",
    PATIENCE_MS,
  );
});

await leave();
