// A browser, and the common parts of the programs that use it. Start them as
//
//     node browser/NAME.mjs --url http://127.0.0.1:4000
//
// on a server with demo accounts.
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { check, checkServer, equal, finish, until } from "../checks.mjs";
import { tokenOf } from "../demo-accounts.mjs";
import { Visitor } from "./visitor.mjs";

export const { values: options } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:4000" },
    other: { type: "string" },
    backstage: { type: "string" },
    "admin-key": { type: "string" },
    folder: { type: "string", default: "target/screenshots" },
  },
});
await checkServer(options.url);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Runs the languages' runtimes, which live for seconds, without V8's optimizing compiler.
    "--js-flags=--liftoff-only",
  ],
});
const visitors = [];

// Opens a page as a new visitor.
export async function arrive(path, url = options.url) {
  const visitor = await Visitor.arrive(browser, url, path);
  visitors.push(visitor);
  return visitor;
}

// Opens a page as a signed-in demo account, optionally without WebSockets.
export async function arriveAs(name, { webSockets = true, url = options.url } = {}) {
  const token = await tokenOf(url, name);
  const visitor = await Visitor.arrive(browser, url, "/challenges", { token, webSockets });
  visitors.push(visitor);
  await visitor.see("user-name");
  return visitor;
}

// Call it when all checks have run.
export async function leave() {
  await check("nothing went wrong in the pages", async () => {
    equal(
      "errors",
      visitors.flatMap(({ errors }) => errors),
      [],
    );
  });
  await browser.close();
  finish();
}

// Waits until all editors show this text.
export async function allShow(people, text) {
  await until(`all show ${JSON.stringify(text)}`, async () => {
    const shown = await Promise.all(people.map((person) => person.text()));
    return shown.every((one) => one === text);
  });
}

// Waits until all edits are sent and all editors have the same text. Returns the text.
export async function allAgree(people) {
  let texts;
  await until(
    "all have the same text",
    async () => {
      await Promise.all(people.map((person) => person.savedIs("saved")));
      texts = await Promise.all(people.map((person) => person.text()));
      return texts.every((text) => text === texts[0]);
    },
    60_000,
  );
  return texts[0];
}
