#!/usr/bin/env node
// Two users keep typing while the server stops or is killed, and restarts.
import { ServerControl } from "../backstage.mjs";
import { check, equal, until } from "../checks.mjs";
import { allAgree, arriveAs, leave, options } from "./browser.mjs";

const KEYSTROKE_MS = 15;
const WORDS = 30;
const END_AND_START_MS = 90_000;

const backstage = new ServerControl(options.backstage);
const [ann, bob] = await Promise.all(["Ann", "Bob"].map(arriveAs));
const people = [ann, bob];
await Promise.all(people.map((person) => person.openChallenge("/challenges/1")));
const typed = { a: [], b: [] };

// Each user types on separate lines, so that words are not split.
async function type(person, letter) {
  for (let word = 0; word < WORDS; word++) {
    typed[letter].push(`${letter}${typed[letter].length}`);
    await person.type(`${typed[letter].at(-1)} `, { delay: KEYSTROKE_MS });
  }
}

const wordsOf = (letter, text) => text.match(new RegExp(`${letter}\\d+`, "g"));

await check("each has a line of their own", async () => {
  await ann.type("\n");
  await until("two lines", async () => (await bob.text()) === "\n");
  await ann.press("Control+Home");
  await bob.press("Control+End");
});

async function typeWhileItGoes(end) {
  const typing = Promise.all([type(ann, "a"), type(bob, "b")]);
  await until("both are typing", async () => {
    const text = await ann.text();
    return text.includes(typed.a.at(-2)) && wordsOf("b", text)?.length > typed.b.length / 2;
  });
  await backstage.tell(0, end);
  await Promise.all(people.map((person) => person.connectionIs("offline")));
  await typing;
  await Promise.all(people.map((person) => person.savedIs("waiting")));
  await ann.say(`said while it was away: ${end}`);

  await backstage.tell(0, "start");
  await Promise.all(people.map((person) => person.connectionIs("connected")));
  const text = await allAgree(people);
  for (const letter of ["a", "b"]) equal(letter, wordsOf(letter, text), typed[letter]);
}

for (const end of ["stop", "kill"]) {
  await check(
    `nothing that is typed is lost when the server is told to ${end}`,
    () => typeWhileItGoes(end),
    END_AND_START_MS,
  );

  await check(`a message that was sent before "${end}" was over arrives, once`, async () => {
    await bob.seeText("message-text", `said while it was away: ${end}`);
    await ann.seeNo("message-outgoing");
    const messages = await bob.readAll("message-text");
    equal("times", messages.filter((text) => text.endsWith(end)).length, 1);
  });
}

await check("all is in the database", async () => {
  const text = await allAgree(people);
  // A killed server cannot store pending changes.
  await backstage.tell(0, "kill");
  equal("response", await backstage.response(1), text);
});

await leave();
