#!/usr/bin/env node
// Two people write code together, each in a browser:
//
//     node browser-room.mjs --url http://127.0.0.1:4000 --shots DIR
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { Visitor } from "./browser-room/visitor.mjs";
import { check, checkServer, equal, finish, until } from "./checks.mjs";

const { values: options } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:4000" },
    shots: { type: "string", default: "target/shots" },
  },
});
await checkServer(options.url);
await mkdir(options.shots, { recursive: true });

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
const ann = await Visitor.arrive(browser, options.url);
const bob = await Visitor.arrive(browser, options.url);

const shot = (visitor, name) =>
  visitor.page.screenshot({ path: join(options.shots, `${name}.png`) });

async function bothShow(text) {
  await until(`both show ${JSON.stringify(text)}`, async () => {
    const shown = await Promise.all([ann.text(), bob.text()]);
    return shown.every((one) => one === text);
  });
}

await check("two people sign in as different users", async () => {
  await ann.see("demo-user");
  await shot(ann, "sign-in");
  await ann.signIn(0);
  await bob.signIn(1);
  const names = [await ann.read("user-name"), await bob.read("user-name")];
  if (names[0] === names[1]) throw new Error(`both are ${names[0]}`);
});

await check("both are connected, and see the challenge", async () => {
  for (const visitor of [ann, bob]) {
    await visitor.connectionIs("connected");
    await visitor.see("editor");
    const title = await visitor.read("challenge-title");
    equal("page title", await visitor.page.title(), `${title} | Roost`);
    if (!(await visitor.read("challenge-prompt"))) throw new Error("no prompt");
  }
  equal("address", new URL(ann.page.url()).pathname, "/challenges/1");
});

await check("what one types the other sees, both ways", async () => {
  await ann.clear();
  await bothShow("");
  await ann.type("let sum = 0;");
  await bothShow("let sum = 0;");
  await bob.press("Control+End");
  await bob.type("\nsum += 3;");
  await bothShow("let sum = 0;\nsum += 3;");
});

await check("a cursor stays where it is when another types before it", async () => {
  await ann.press("Control+End");
  await bob.press("Control+Home");
  await bob.type("// Euler\n");
  await bothShow("// Euler\nlet sum = 0;\nsum += 3;");
  await ann.type(" // three");
  await bothShow("// Euler\nlet sum = 0;\nsum += 3; // three");
});

await check("undoing takes back one's own, not the other's", async () => {
  await ann.press("Control+z");
  await bothShow("// Euler\nlet sum = 0;\nsum += 3;");
});

await check("typing quickly in turns ends with equal texts", async () => {
  for (let turn = 0; turn < 5; turn++) {
    await ann.type(`ann${turn} `);
    await bob.type(`bob${turn} `);
  }
  await equalAtLast();
});

await check("typing at the same time ends with equal texts", async () => {
  for (let round = 0; round < 5; round++) {
    await Promise.all([ann.type(`both${round} `), bob.type(`at${round} once `)]);
  }
  await equalAtLast();
});

await check("markup stays text", async () => {
  const markup = `<img src=x onerror="document.title='run'"><b>bold</b>`;
  await bob.clear();
  await bob.type(markup);
  await bothShow(markup);
  await ann.page.reload();
  await bothShow(markup);
  for (const visitor of [ann, bob]) {
    equal("elements", await visitor.page.locator("main :is(img, b)").count(), 0);
    equal("title", (await visitor.page.title()).endsWith("| Roost"), true);
  }
});

await check("what is typed while offline arrives", async () => {
  const away = await ann.anotherTab();
  const line = await away.interruptibleConnection();
  await away.open("/challenges/1");
  await away.connectionIs("connected");
  await away.clear();
  await bothShow("");

  await line.interrupt();
  await away.connectionIs("offline");
  await away.type("typed offline");
  await away.savedIs("waiting");
  await shot(away, "offline");
  equal("at the other", await bob.text(), "");

  line.restore();
  await away.connectionIs("connected");
  await bothShow("typed offline");
  await away.savedIs("saved");
  await away.page.close();
});

await check("looks well, light and dark, wide and narrow", async () => {
  await ann.clear();
  await ann.type(
    "// Sum of all multiples of 3 or 5 below a limit\n" +
      "function sumOfMultiples(limit) {\nlet sum = 0;\n" +
      "for (let n = 1; n < limit; n++) {\nif (n % 3 === 0 || n % 5 === 0) sum += n;\n}\n" +
      'return sum;\n}\n\nconsole.log("below 1000:", sumOfMultiples(1000));\n',
  );
  await ann.savedIs("saved");
  for (const colorScheme of ["light", "dark"]) {
    await ann.page.emulateMedia({ colorScheme });
    await shot(ann, `room-${colorScheme}`);
  }
  await bob.page.setViewportSize({ width: 390, height: 844 });
  await bob.connectionIs("connected");
  await shot(bob, "room-narrow");
  const overflow = await bob.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  equal("sideways scrolling", overflow, 0);
});

await check("an unknown challenge is refused", async () => {
  await bob.open("/challenges/987654321");
  await bob.see("room-notice");
  if (!(await bob.read("room-notice"))) throw new Error("no reason");
  equal("editor", await bob.page.getByTestId("editor").isVisible(), false);
  await bob.connectionIs("connected");
  await shot(bob, "unknown-challenge");
});

await check("a token that is not valid is refused", async () => {
  await bob.page.evaluate(() => localStorage.setItem("phoenixAuthToken", "not.a.token"));
  await bob.open("/challenges/1");
  await bob.connectionIs("refused");
  equal("editor", await bob.page.getByTestId("editor").isVisible(), false);
});

await check("signing out forgets the user", async () => {
  await ann.page.getByTestId("sign-out").click();
  await ann.see("demo-user");
  equal("kept", await ann.page.evaluate(() => Object.keys(localStorage)), []);
});

await check("nothing went wrong in the pages", async () => {
  equal("errors", [...ann.errors, ...bob.errors], []);
});

await browser.close();
finish();

// Both have nothing left to send, show the same, and so does whoever comes now.
async function equalAtLast() {
  await Promise.all([ann.savedIs("saved"), bob.savedIs("saved")]);
  let texts;
  await until("equal texts", async () => {
    texts = await Promise.all([ann.text(), bob.text()]);
    return texts[0] === texts[1];
  });
  const fresh = await ann.anotherTab();
  await fresh.open("/challenges/1");
  await fresh.savedIs("saved");
  equal("text of whoever comes now", await fresh.text(), texts[0]);
  await fresh.page.close();
}
