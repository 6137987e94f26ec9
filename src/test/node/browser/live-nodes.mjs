#!/usr/bin/env node
// Live views and the rooms' page on two nodes; one node is killed while users type:
//
//     node browser/live-nodes.mjs --url http://127.0.0.1:4000 --other http://127.0.0.1:4001 …
import { ServerControl } from "../backstage.mjs";
import { check, equal, until } from "../checks.mjs";
import { RoundRobin } from "../round-robin.mjs";
import { arrive, arriveAs, leave, options } from "./browser.mjs";

const FAILOVER_MS = 30_000;

const backstage = new ServerControl(options.backstage);
const nodes = await RoundRobin.listen([options.url, options.other]);
// Bob stays on the second node, on the rooms' page.
const bob = await arriveAs("Bob", { url: options.other });
const live = [];

async function signIn(name) {
  const person = await arrive("/live/sign-in", nodes.url);
  person.name = name;
  person.sent = [];
  person.page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => person.sent.push(String(payload))),
  );
  await person.page.reload();
  await connected(person);
  await person.submit({ email: `${name.toLowerCase()}@email.com`, password: "password" });
  await person.see("chats");
  await connected(person);
  live.push(person);
  return person;
}

const connected = (person) =>
  person.page.locator("[data-phx-main].phx-connected").waitFor({ timeout: FAILOVER_MS });
const counts = (person, testId, count) =>
  until(`${count} of ${testId}`, async () => (await person.at(testId).count()) === count);

let path;

await check("a page's session is good at each node", async () => {
  await signIn("Moebi");
  await signIn("Ann");
  equal(
    "both nodes were asked",
    nodes.requests.every((requests) => requests > 2),
    true,
  );
});

await check("who is at one node meets those at the other", async () => {
  const [moebi, ann] = live;
  await moebi.submit({ "room-name": "Nodes" });
  await moebi.see("talk");
  path = moebi.path;
  await ann.open(path);
  await bob.open(path.replace("/live", ""));
  await bob.see("talk", "[data-state=joined]");
  // A reload may make an even number of requests, which bring its socket to the same node again.
  for (let tries = 0; nodes.open.includes(0) && tries < 20; tries++) {
    if (tries % 2) nodes.skip();
    await ann.page.reload();
    await connected(ann);
    await until("two sockets", () => nodes.open[0] + nodes.open[1] === 2);
  }
  equal("sockets at the nodes", nodes.open, [1, 1]);
  for (const person of [...live, bob]) await counts(person, "member", 3);
});

await check("what one says comes to all, whatever node they are at", async () => {
  for (const person of [...live, bob]) await person.say(`from ${person.name ?? "Bob"}`);
  for (const person of [...live, bob]) {
    for (const name of ["Moebi", "Ann", "Bob"]) {
      await person.seeText("message-text", `from ${name}`);
    }
  }
});

await check(
  "a node is killed while they type: the other takes them, and recovers their forms",
  async () => {
    for (const person of live) {
      await person.at("message-input").pressSequentially(`half a sentence of ${person.name}`);
    }
    const before = live.map((person) => person.sent.length);
    await backstage.tell(0, "kill");
    await until(
      "all are at the second node",
      () => nodes.open[0] === 0 && nodes.open[1] === 2,
      FAILOVER_MS,
    );
    for (const person of live) {
      await connected(person);
      equal(
        "input",
        await person.at("message-input").inputValue(),
        `half a sentence of ${person.name}`,
      );
    }
    const recovered = live.filter((person, index) =>
      person.sent
        .slice(before[index])
        .some((frame) => frame.includes('"typing"') && frame.includes("half")),
    );
    equal("forms that were sent again", recovered.length, 1);
    // The server has recovered the text; otherwise it would clear the input.
    for (const person of live) await counts(person, "member", 3);
    for (const person of live) {
      equal(
        "input",
        await person.at("message-input").inputValue(),
        `half a sentence of ${person.name}`,
      );
      await person.at("message-input").press("Enter");
    }
    for (const person of [...live, bob]) {
      for (const { name } of live)
        await person.seeText("message-text", `half a sentence of ${name}`);
    }
  },
  90_000,
);

await leave();
