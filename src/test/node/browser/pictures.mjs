#!/usr/bin/env node
// Takes screenshots of each page, on a desktop and a phone, light and dark, and checks that none is
// wider than the screen or has faults that axe-core finds.
import { join } from "node:path";
import { check, until } from "../checks.mjs";
import { arrive, arriveAs, leave, options } from "./browser.mjs";
import { look, NARROW, WIDE } from "./looks.mjs";

const HALF = { width: 720, height: 620 };
const FRAME = "border-radius: 8px; box-shadow: 0 0 0 1px #8886, 0 4px 16px #0004";
const CODE = `// Sum of all multiples of 3 or 5 below a limit
function sumOfMultiples(limit) {
  let sum = 0;
  for (let n = 1; n < limit; n++) {
    if (n % 3 === 0 || n % 5 === 0) sum += n;
  }
  return sum;
}

console.log("below 1000:", sumOfMultiples(1000));`;

const [moebi, ann] = await Promise.all(["Moebi", "Ann"].map(arriveAs));
const guest = await arrive("/");
let invite;

// The README's picture, src/docs/images: both users' pages side by side.
async function takeTwoEditors() {
  const composed = await (await ann.page.context().browser().newContext()).newPage();
  await composed.setViewportSize({ width: 2 * HALF.width + 72, height: HALF.height + 48 });
  for (const colorScheme of ["light", "dark"]) {
    const windows = [];
    for (const { page } of [moebi, ann]) {
      await page.setViewportSize(HALF);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      windows.push((await page.screenshot()).toString("base64"));
    }
    await composed.setContent(`<body style="display: flex; gap: 24px; margin: 24px">
      ${windows.map((png) => `<img style="${FRAME}" src="data:image/png;base64,${png}">`).join("")}`);
    await composed.screenshot({
      path: join(options.folder, `two-editors-${colorScheme}.png`),
      omitBackground: true,
    });
  }
  for (const { page } of [moebi, ann]) await page.setViewportSize(WIDE);
  await composed.context().close();
}

const entered = (person) => person.see("talk", "[data-state=joined]");

// Each function prepares a page and returns its visitor.
const PAGES = {
  async home() {
    await guest.see("start");
    return guest;
  },
  async "sign-in"() {
    await guest.go("/sign_in");
    await guest.see("demo-user");
    return guest;
  },
  async "forgot-password"() {
    await guest.at("forgot-password").click();
    await guest.see("forgot-form");
    return guest;
  },
  async "forgot-password-sent"() {
    await guest.submit({ email: "somebody@example.org" });
    await guest.see("reset-requested");
    return guest;
  },
  async "reset-password"() {
    await guest.go("/reset_password#guessed");
    const next = "another horse";
    await guest.submit({ "new-password": next, "new-password-confirmation": next });
    await guest.see("reset-error");
    return guest;
  },
  async "sign-up"() {
    await guest.go("/sign_up");
    await guest.submit({
      "first-name": "Ada",
      "last-name": "Lovelace",
      email: "ann@email.com",
      password: "short",
      "password-confirmation": "short",
    });
    await guest.see("password-error");
    return guest;
  },
  async challenges() {
    await ann.go("/challenges");
    await ann.see("challenge");
    return ann;
  },
  async "new-challenge"() {
    await ann.go("/challenges/new");
    await ann.see("challenge-form");
    return ann;
  },
  async challenge() {
    for (const person of [moebi, ann]) {
      await person.go("/challenges/3");
      await person.savedIs("saved");
    }
    await ann.at("language").selectOption("javascript");
    await moebi.press("Control+a");
    await moebi.page.keyboard.insertText(CODE);
    for (const person of [moebi, ann]) {
      if (await person.at("chat-toggle", '[aria-expanded="false"]').count()) {
        await person.at("chat-toggle").click();
      }
    }
    await moebi.say("Shall we skip the even ones?");
    await ann.seeText("message-text", "Shall we skip the even ones?");
    await ann.say("No: six is a multiple of three.");
    await ann.seeNo("message-outgoing");
    await moebi.at("run-start").click();
    await ann.see("run", '[data-status="ok"]');
    await ann.see("peer-cursor");
    await moebi.press("Control+Home");
    await moebi.page.keyboard.press("Shift+End");
    await ann.page.locator(".cm-peer-selection").first().waitFor();
    await moebi.type(CODE.split("\n")[0]);
    await ann.see("participant", '[data-typing="true"]');
    await takeTwoEditors();
    return ann;
  },
  // After the challenge, in its room.
  async "test-cases"() {
    await ann.at("tests-toggle").click();
    for (const expected of ["below 1000: 233168", "233168"]) {
      await ann.at("add-case").click();
      await ann.fill({ "edit-case-expected": expected });
      await ann.at("save-case").click();
      await ann.see("add-case");
    }
    await ann.at("run-tests").click();
    await ann.see("result", '[data-status="failed"]');
    await ann.see("run", '[data-status="ok"]');
    await ann.at("add-case").click();
    await ann.at("results").scrollIntoViewIfNeeded();
    return ann;
  },
  async history() {
    await ann.go("/challenges/3/history");
    await ann.see("old-text");
    return ann;
  },
  async settings() {
    await ann.go("/challenges/new");
    await ann.at("interview").check();
    await ann.fill({ title: "Two sums", prompt: "Find two numbers whose sum is a given one." });
    await ann.at("submit").click();
    await ann.savedIs("saved");
    await ann.go(`${ann.path}/settings`);
    await ann.at("invite-role").selectOption("viewer");
    await ann.at("make-invite").click();
    await ann.see("invite-link");
    invite = await ann.at("invite-link").inputValue();
    await ann.see("room-member");
    return ann;
  },
  async "challenge-for-viewers"() {
    await moebi.open(invite.slice(new URL(invite).origin.length));
    await moebi.savedIs("saved");
    await moebi.see("read-only");
    return moebi;
  },
  async "settings-for-viewers"() {
    await moebi.go(`${moebi.path}/settings`);
    await moebi.see("leave-room");
    await moebi.see("room-member");
    return moebi;
  },
  async "invite-refused"() {
    await moebi.go("/invite#guessed");
    await moebi.see("invite-refused");
    return moebi;
  },
  async account() {
    await ann.go("/account");
    await ann.at("delete-account").click();
    await ann.see("delete-account-form");
    return ann;
  },
  async menu() {
    await moebi.page.setViewportSize(NARROW);
    await moebi.go("/challenges");
    await moebi.see("challenge");
    await moebi.at("menu").click();
    await moebi.see("menu-sign-out");
    return moebi;
  },
  async chats() {
    await ann.go("/chats");
    await ann.see("chat");
    return ann;
  },
  async chat() {
    for (const person of [moebi, ann]) {
      await person.go("/chats/4");
      await entered(person);
    }
    await talk();
    return ann;
  },
  async "chat-settings"() {
    await ann.go("/chats");
    await ann.at("private").check();
    await ann.submit({ "room-name": "Team" });
    await entered(ann);
    await ann.go(`${ann.path}/settings`);
    await ann.see("room-member");
    return ann;
  },
  async "archived-chat"() {
    await ann.at("archive").click();
    await ann.at("back-to-room").click();
    await ann.see("read-only");
    return ann;
  },
  async rooms() {
    await guest.go("/rooms");
    await guest.see("room-form");
    return guest;
  },
  async room() {
    await guest.submit({ nickname: "Grace", "room-name": "pictures" });
    await entered(guest);
    for (const person of [moebi, ann]) {
      await person.open("/rooms/pictures");
      await entered(person);
    }
    await guest.at("status").selectOption("away");
    await ann.see("person", '[data-status="away"]');
    await talk();
    return ann;
  },
  async lobby() {
    for (const person of [moebi, ann]) {
      await person.open("/lobby");
      await entered(person);
    }
    await talk();
    return ann;
  },
  async guest() {
    await guest.open("/lobby");
    await entered(guest);
    await guest.see("person");
    return guest;
  },
  async "unknown-challenge"() {
    await ann.go("/challenges/987654321");
    await ann.see("room-notice");
    return ann;
  },
  async "not-found"() {
    await ann.go("/nowhere");
    await ann.see("not-found");
    return ann;
  },
};

async function talk() {
  await moebi.say("Good morning! Has anybody looked at the third challenge?");
  await ann.seeText("message-text", "Good morning! Has anybody looked at the third challenge?");
  await ann.say("I have. It is about the largest prime factor.");
  await moebi.seeText("message-text", "I have. It is about the largest prime factor.");
  await moebi.say("Then I will wait for you.");
  await ann.seeText("message-text", "Then I will wait for you.");
  await until("all is sent", async () => (await ann.at("message-outgoing").count()) === 0);
  await moebi.at("message-input").pressSequentially("And");
}

for (const [name, prepare] of Object.entries(PAGES)) {
  await check(`the page "${name}" fits`, async () => look(name, await prepare()));
}

await leave();
