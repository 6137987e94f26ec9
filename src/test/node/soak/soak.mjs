#!/usr/bin/env node
// Four users type at random in one challenge on two servers; the second is killed and restarted:
//
//     node soak/soak.mjs --urls URL,URL --backstage URL --seconds 15
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { ServerControl } from "../backstage.mjs";
import { check, checkServer, equal, finish, until } from "../checks.mjs";
import { tokenOf } from "../demo-accounts.mjs";
import { tokensOf, Typist } from "./typist.mjs";

const KILLED = 1;
const ACCOUNTS = ["Moebi", "Ann", "Bob", "Moebi"];
const PATIENCE_MS = 60_000;
const MIN_PAUSE_MS = 20;
const MAX_PAUSE_MS = 140;

const { values: options } = parseArgs({
  options: {
    urls: { type: "string" },
    backstage: { type: "string" },
    seconds: { type: "string", default: "15" },
  },
});
const urls = options.urls.split(",");
const seconds = Number(options.seconds);
const backstage = new ServerControl(options.backstage);
for (const url of urls) await checkServer(url);

async function ask(path, token, body) {
  const answer = await fetch(`${urls[0]}/api/v1${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(token && { Authorization: token }) },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const tokens = [];
for (const name of ACCOUNTS) tokens.push(await tokenOf(urls[0], name));
const soak = { title: "Soak", prompt: "Type at random" };
const { challenge } = await ask("/challenges", tokens[0], { challenge: soak });

const typists = tokens.map(
  (token, index) =>
    new Typist({
      name: "abcd"[index],
      token,
      urls,
      home: index % urls.length,
      challenge: challenge.id,
    }),
);
const orphans = typists.filter((_, index) => index % urls.length === KILLED);
const others = typists.filter((typist) => !orphans.includes(typist));

const end = Date.now() + seconds * 1000;
let typing = true;
const all = Promise.all(
  typists.map(async (typist) => {
    while (typing) {
      typist.editOnce();
      await sleep(MIN_PAUSE_MS + Math.random() * (MAX_PAUSE_MS - MIN_PAUSE_MS));
    }
  }),
);
const wait = (what, condition) => until(what, condition, PATIENCE_MS);
const longest = PATIENCE_MS + seconds * 1000;
const since = (typist, time) => typist.acceptedAt.filter((at) => at > time);
let killedAt;

await check("four type, two on each server", async () => {
  await wait("each has changes accepted", () => typists.every((one) => one.acceptedAt.length > 10));
  equal(
    "servers",
    typists.map(({ server }) => server),
    [0, 1, 0, 1],
  );
});

await check(
  "users of a killed server continue on the other",
  async () => {
    const third = end - (seconds * 1000 * 2) / 3;
    await until("a third of the time", () => Date.now() > third, longest);
    killedAt = Date.now();
    await backstage.tell(KILLED, "kill");
    await wait("changes accepted there", () =>
      orphans.every((one) => since(one, killedAt).length > 5),
    );
    for (const one of orphans) equal("server", one.server, 0);
  },
  longest,
);

await check(
  "they return to the restarted server",
  async () => {
    await backstage.tell(KILLED, "start");
    for (const one of orphans) one.goHome();
    await wait("they are there", () => orphans.every((one) => one.server === KILLED));
    const backAt = Date.now();
    await wait("changes accepted there", () =>
      orphans.every((one) => since(one, backAt).length > 5),
    );
  },
  longest,
);

await check(
  "all have the same text when they stop",
  async () => {
    await until("the time is over", () => Date.now() > end, longest);
    typing = false;
    await all;
    await wait("all is saved", () => typists.every(({ isSaved }) => isSaved));
    const newest = () => Math.max(...typists.map(({ version }) => version));
    await wait("all have the newest", () => typists.every(({ version }) => version === newest()));
    for (const { text } of typists) {
      if (text !== typists[0].text) throw new Error("the texts differ");
    }
  },
  longest,
);

await check("the database has the same text", async () => {
  if ((await backstage.response(challenge.id)) !== typists[0].text) {
    throw new Error("the database has another text");
  }
});

await check("no change is lost or applied twice", async () => {
  const found = tokensOf(typists[0].text).sort();
  const inserted = typists.flatMap((one) => one.tokens).sort();
  const missing = inserted.filter((token) => !found.includes(token));
  equal("missing", missing, []);
  equal("tokens", found.length, inserted.length);
});

await check("only stale changes were refused", () => {
  const { invalid, too_large, refused } = total();
  equal("refused", { invalid, too_large, refused }, { invalid: 0, too_large: 0, refused: 0 });
});

for (const typist of typists) typist.stop();
console.log(`figures: ${figures()}`);
finish();

function total() {
  const sum = {};
  for (const { counts } of typists) {
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

function figures() {
  const { edits, sent, stale } = total();
  const accepted = typists.reduce((sum, { acceptedAt }) => sum + acceptedAt.length, 0);
  const inSeconds = (ms) => (ms / 1000).toFixed(2);
  const away = Math.max(...orphans.map((one) => (since(one, killedAt)[0] ?? NaN) - killedAt));
  const pauses = others.flatMap((one) =>
    since(one, killedAt).map((at, index, times) => at - (times[index - 1] ?? killedAt)),
  );
  return (
    `${seconds} s, ${edits} edits, ${sent} sent, ${accepted} accepted, ${stale} stale, ` +
    `${typists[0].text.length} characters, version ${typists[0].version}; after the kill ` +
    `${inSeconds(away)} s without service there, at most ${inSeconds(Math.max(...pauses))} s elsewhere`
  );
}
