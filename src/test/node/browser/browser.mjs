// A browser, and what the programs that use it have in common: they are started as
//
//     node browser/NAME.mjs --url http://127.0.0.1:4000
//
// on a server that offers demo accounts.
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
  ],
});
const visitors = [];

// Somebody whom the server does not know.
export async function arrive(path, url = options.url) {
  const visitor = await Visitor.arrive(browser, url, path);
  visitors.push(visitor);
  return visitor;
}

// One of the demo accounts, who signed in before; their browser may have no WebSockets.
export async function arriveAs(name, { webSockets = true, url = options.url } = {}) {
  const token = await tokenOf(url, name);
  const visitor = await Visitor.arrive(browser, url, "/challenges", { token, webSockets });
  visitors.push(visitor);
  await visitor.see("user-name");
  return visitor;
}

// To be called when all checks have run.
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

// All of them show this text in their editors.
export async function allShow(people, text) {
  await until(`all show ${JSON.stringify(text)}`, async () => {
    const shown = await Promise.all(people.map((person) => person.text()));
    return shown.every((one) => one === text);
  });
}

// They have nothing left to send, and the same text, which is returned.
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
