#!/usr/bin/env node
// A user writes markup with a script into every input. The page must show it as text.
import { check, equal } from "../checks.mjs";
import { arrive, arriveAs, leave } from "./browser.mjs";

const RUN = "window.hasRun=1";
const MARKUP = `<img src=x onerror="${RUN}"><script>${RUN}</script><b>bold</b>`;
// Markdown that makes links to scripts, and HTML in every place that Markdown has.
const MARKDOWN = [
  `[a](javascript:${RUN})`,
  `[b](data:text/html,<script>${RUN}</script>)`,
  `![c](x" onerror="${RUN})`,
  `<a href="javascript:${RUN}">d</a>`,
  `\`\`\`<img src=x onerror=${RUN}>\n<img src=x onerror=${RUN}>\n\`\`\``,
  `> <svg onload=${RUN}>`,
  `<javascript:${RUN}>`,
  "*harmless*",
].join("\n\n");
// A guest's name is short.
const SHORT_MARKUP = `<img src=x onerror=${RUN}>`;
const NAME = `<svg onload=${RUN}>`;

const mallory = await arrive("/sign_up");
const ann = await arriveAs("Ann");
const guest = await arrive("/rooms");
const all = [mallory, ann, guest];

// The page's own images do not have this source.
const FOREIGN = 'img[src="x"], main b, main script, svg[onload], [onerror]';

async function nothingHasRun() {
  for (const { page } of all) {
    equal("foreign elements", await page.locator(FOREIGN).count(), 0);
    equal("scripts that ran", await page.evaluate(() => window.hasRun), undefined);
  }
}

await check("in a name", async () => {
  await mallory.submit({
    "first-name": NAME,
    "last-name": MARKUP.slice(0, 90),
    email: "mallory@example.org",
    password: "correct horse",
    "password-confirmation": "correct horse",
  });
  await mallory.see("challenges");
  equal("greeting", await mallory.read("user-name"), `Hi, ${NAME}`);
  await nothingHasRun();
});

await check("in the title and the prompt of a challenge", async () => {
  await mallory.open("/challenges/new");
  await mallory.submit({ title: MARKUP, prompt: MARKUP });
  await mallory.savedIs("saved");
  await ann.open("/challenges");
  await ann.at("challenge").getByText(MARKUP).first().click();
  await ann.savedIs("saved");
  equal("title", await ann.read("challenge-title"), MARKUP);
  equal("prompt", await ann.read("challenge-prompt"), MARKUP);
  equal("page title", await ann.page.title(), `${MARKUP} | Roost`);
  await nothingHasRun();
});

await check("in the name of a participant and of a cursor", async () => {
  await mallory.type(" ");
  await ann.seeText("participant", NAME);
  await ann.see("peer-cursor", `[data-name="${NAME}"]`);
  await nothingHasRun();
});

await check("in the text of the editor", async () => {
  await mallory.clear();
  await mallory.page.keyboard.insertText(MARKUP);
  await mallory.savedIs("saved");
  await ann.page.reload();
  await ann.savedIs("saved");
  equal("text", await ann.text(), MARKUP);
  await nothingHasRun();
});

for (const [what, path] of [
  ["a challenge", undefined],
  ["a chat", "/chats/5"],
  ["a room", "/rooms/markup"],
  ["the lobby", "/lobby"],
]) {
  await check(`in a message of ${what}`, async () => {
    for (const person of [mallory, ann]) {
      if (path) await person.open(path);
      else if (await person.at("chat-toggle", '[aria-expanded="false"]').count()) {
        await person.at("chat-toggle").click();
      }
    }
    if (path) await ann.see("talk", "[data-state=joined]");
    await mallory.say(MARKUP);
    await ann.seeText("message-text", MARKUP);
    equal("author", (await ann.readAll("message-author")).at(-1), NAME);
    await mallory.say(MARKDOWN);
    await ann.seeText("message-text", "harmless");
    equal("links", await ann.at("message-text").last().locator("a[href]").count(), 0);
    await nothingHasRun();
  });
}

await check("in the name of a chat", async () => {
  const name = MARKUP.slice(0, 95);
  await mallory.open("/chats");
  await mallory.submit({ "room-name": name });
  await mallory.see("talk", "[data-state=joined]");
  await ann.open("/chats");
  await ann.at("chat").getByRole("heading", { name }).click();
  await ann.see("talk", "[data-state=joined]");
  equal("title", await ann.read("talk-title"), name);
  await nothingHasRun();
});

await check("in the name of a guest and of a room", async () => {
  await guest.submit({ nickname: SHORT_MARKUP, "room-name": SHORT_MARKUP });
  await guest.see("talk", "[data-state=joined]");
  equal("title", await guest.read("talk-title"), SHORT_MARKUP);
  await ann.open(guest.path);
  await ann.see("talk", "[data-state=joined]");
  await ann.at("person").filter({ hasText: SHORT_MARKUP }).waitFor();
  await guest.say(MARKUP);
  await ann.seeText("message-text", MARKUP);
  await nothingHasRun();
});

await check("in an address", async () => {
  // A path with a dot would be a file's.
  const path = `/${encodeURIComponent(MARKUP.replaceAll("window.", ""))}`;
  for (const address of [path, `${path}/${path}`, `/sign_in?from=javascript:${RUN}`]) {
    await ann.open(address);
    await ann.see("brand");
    await nothingHasRun();
  }
});

await leave();
