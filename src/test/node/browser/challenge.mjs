#!/usr/bin/env node
// Three people work on one challenge.
import { createRequire } from "node:module";
import { ServerControl } from "../backstage.mjs";
import { check, equal, until } from "../checks.mjs";
import { Client } from "../phoenix-client/client.mjs";
import { findings } from "./accessibility.mjs";
import { allAgree, allShow, arriveAs, leave, options } from "./browser.mjs";
import { hostilePrograms } from "./hostile.mjs";
import { chooseLanguage, endOf, openWithTime, results, run, wrote } from "./running.mjs";

const backstage = new ServerControl(options.backstage);
const [moebi, ann, bob] = await Promise.all(["Moebi", "Ann", "Bob"].map(arriveAs));
const all = [moebi, ann, bob];
let path;

await check("anybody can add a challenge", async () => {
  await moebi.at("new-challenge").click();
  await moebi.fill({ title: "Count to three", prompt: "One, two, …" });
  await moebi.at("language").selectOption("javascript");
  await moebi.at("submit").click();
  await moebi.savedIs("saved");
  path = moebi.path;
  equal("title", await moebi.read("challenge-title"), "Count to three");
  equal("prompt", await moebi.read("challenge-prompt"), "One, two, …");
  equal("page title", await moebi.page.title(), "Count to three | Roost");
});

await check("the others find it, and everyone sees who is there", async () => {
  await ann.open("/challenges");
  await ann.at("challenge").getByText("Count to three").click();
  await ann.savedIs("saved");
  equal("address", ann.path, path);
  await bob.openChallenge(path);
  for (const person of all) {
    await until("three participants", async () => (await person.at("participant").count()) === 3);
    equal("language", await person.at("language").inputValue(), "javascript");
  }
});

await check("what one types the others see", async () => {
  await ann.type("let sum = 0;");
  await allShow(all, "let sum = 0;");
  await bob.press("Control+End");
  await bob.type("\nsum += 3;");
  await allShow(all, "let sum = 0;\nsum += 3;");
});

await check("a cursor stays where it is when another types before it", async () => {
  await ann.press("Control+End");
  await bob.press("Control+Home");
  await bob.type("// Euler\n");
  await allShow(all, "// Euler\nlet sum = 0;\nsum += 3;");
  // As one input, so that it is one undo step on a slow machine, too.
  await ann.page.keyboard.insertText(" // three");
  await allShow(all, "// Euler\nlet sum = 0;\nsum += 3; // three");
});

await check("undoing takes back one's own, not the other's", async () => {
  await ann.press("Control+z");
  await allShow(all, "// Euler\nlet sum = 0;\nsum += 3;");
});

await check("the cursors of the others are shown, one's own is not", async () => {
  await moebi.see("peer-cursor", '[data-name="Ann"]');
  await moebi.see("peer-cursor", '[data-name="Bob"]');
  await ann.see("peer-cursor", '[data-name="Bob"]');
  equal("own cursors", await ann.at("peer-cursor", '[data-name="Ann"]').count(), 0);
  await bob.press("Control+a");
  await ann.page.locator(".cm-peer-selection").first().waitFor();
});

await check("names of those who are at one place do not cover each other", async () => {
  for (const person of [ann, bob]) await person.press("Control+Home");
  await until("both flags are at the start", async () => {
    const flags = moebi.page.locator(".cm-line:first-child .cm-peer-flag");
    return (await flags.count()) === 2;
  });
  const flag = (name) =>
    moebi.page.locator(`.cm-peer[data-name="${name}"] .cm-peer-flag`).boundingBox();
  const [one, other] = await Promise.all([flag("Ann"), flag("Bob")]);
  const apart = one.y + one.height <= other.y + 1 || other.y + other.height <= one.y + 1;
  equal(`apart: ${JSON.stringify([one, other])}`, apart, true);
});

await check("a person has one colour everywhere", async () => {
  const colors = await moebi.page.evaluate(() => {
    const cursor = document.querySelector('.cm-peer[data-name="Bob"]');
    const person = [...document.querySelectorAll('[data-testid="participant"]')].find((each) =>
      each.textContent.includes("Bob"),
    );
    return [cursor.style.getPropertyValue("--peer"), person.style.getPropertyValue("--person")];
  });
  equal("colour of the participant", colors[1], colors[0]);
});

await check("who types is seen to be typing, until they stop", async () => {
  await bob.press("Control+End");
  await bob.type(" ");
  const typing = moebi.at("participant", '[data-typing="true"]').getByText("Bob");
  await typing.waitFor();
  await typing.waitFor({ state: "detached" });
});

await check("typing at the same place at the same time loses nothing", async () => {
  await moebi.clear();
  await allShow(all, "");
  const words = ["abcdefghijklmnopqrst", "ABCDEFGHIJKLMNOPQRST", "01234567890123456789"];
  await Promise.all(all.map((person, index) => person.type(words[index], { delay: 15 })));
  const text = await allAgree(all);
  const typedBy = [/[^a-z]/g, /[^A-Z]/g, /[^0-9]/g];
  typedBy.forEach((others, index) => equal("typed", text.replace(others, ""), words[index]));
  equal("length", text.length, words.join("").length);
  equal("in the database", await backstage.response(path.split("/").at(-1)), text);
});

await check("typing and deleting at the same place ends with one text", async () => {
  for (let round = 0; round < 3; round++) {
    await Promise.all([
      moebi.press("Control+Home").then(() => moebi.type(`x${round} `)),
      ann.press("Control+Home").then(() => ann.press("Control+Delete")),
      bob
        .press("Control+Home")
        .then(() => bob.press("Delete"))
        .then(() => bob.type("y")),
    ]);
  }
  const text = await allAgree(all);
  equal("in the database", await backstage.response(path.split("/").at(-1)), text);
  const tab = await ann.anotherTab();
  await tab.openChallenge(path);
  equal("for a later client", await tab.text(), text);
  await tab.page.close();
});

await check("a client of the original application takes part", async () => {
  const phoenix = createRequire(import.meta.url)("phoenix-1.2");
  const client = new Client(phoenix, options.url);
  const socket = client.socket({ token: await bob.token() });
  const channel = socket.channel(path.slice(1).replace("/", ":"));
  let response;
  channel.on("response:updated", ({ challenge }) => (response = challenge.response));
  channel.join().receive("ok", ({ challenge }) => (response = challenge.response));
  await until("it has joined", () => response !== undefined);
  equal("its text", response, await bob.text());
  channel.push("response:update", { response: "from long ago" });
  await allShow(all, "from long ago");
  await ann.press("Control+End");
  await ann.type(" and now");
  await until("it is told", () => response === "from long ago and now");
  client.disconnect();
});

await check("the keyboard gets to the editor and the chat at once", async () => {
  await ann.page.reload();
  await ann.savedIs("saved");
  const focused = (what) =>
    until(`focus in ${what}`, () =>
      ann.page.evaluate((selector) => document.activeElement?.matches(selector), what),
    );
  await ann.page.keyboard.press("Tab");
  await focused('[data-testid="skip-main"]');
  await ann.page.keyboard.press("Tab");
  await ann.page.keyboard.press("Enter");
  await focused(".cm-content");
  await ann.page.reload();
  await ann.savedIs("saved");
  for (let stop = 0; stop < 3; stop++) await ann.page.keyboard.press("Tab");
  await focused('[data-testid="skip-chat"]');
  await ann.page.keyboard.press("Enter");
  await focused("#chat");
});

await check("the editor searches, closes brackets, comments, indents and wraps", async () => {
  const content = ann.page.locator(".cm-content");
  await ann.clear();
  await ann.type("call(one, one");
  await allShow(all, "call(one, one)");
  await ann.press("Control+f");
  await ann.page.locator(".cm-search [main-field]").waitFor();
  await ann.page.keyboard.type("one");
  await until(
    "both are found",
    async () => (await content.locator(".cm-searchMatch").count()) === 2,
  );
  await ann.page.keyboard.press("Escape");
  await ann.page.locator(".cm-search").waitFor({ state: "detached" });
  await ann.press("Control+/");
  await allShow(all, "// call(one, one)");
  await ann.press("Control+/");
  await ann.press("Control+]");
  await allShow(all, "  call(one, one)");
  await ann.press("Control+[");
  await allShow(all, "call(one, one)");
  await ann.press("Alt+z");
  await ann.page.locator(".cm-lineWrapping").waitFor();
  await ann.press("Alt+z");
  await ann.page.locator(".cm-lineWrapping").waitFor({ state: "detached" });
});

await check("Ctrl+S says that all is saved", async () => {
  await ann.press("Control+s");
  await ann.at("saved").getByText("All changes are saved").waitFor();
});

await check("the size of the text is one's own, and kept; Escape closes the menu", async () => {
  const size = () =>
    ann.page.evaluate(() => getComputedStyle(document.querySelector(".cm-scroller")).fontSize);
  equal("size before", await size(), "14px");
  await ann.at("editor-settings").click();
  await ann.at("font-larger").click();
  await ann.at("font-larger").click();
  await until("it is larger", async () => (await size()) === "16px");
  await ann.page.keyboard.press("Escape");
  await ann.at("font-larger").waitFor({ state: "hidden" });
  await ann.page.reload();
  await ann.savedIs("saved");
  await until("still larger", async () => (await size()) === "16px");
});

await check("each language is highlighted and has starter code", async () => {
  const options = await ann.at("language").locator("option").all();
  const names = await Promise.all(options.map((option) => option.getAttribute("value")));
  equal("languages", names.length, 16);
  await ann.clear();
  await allShow(all, "");
  await ann.at("starter").click();
  await until("there is a starter", async () => (await bob.text()) !== "");
  let before = "";
  for (const name of names) {
    await ann.at("language").selectOption(name);
    await until(`${name}: another starter`, async () => {
      const text = await bob.text();
      return text !== before && text.includes("ello");
    });
    before = await bob.text();
    await bob.page.locator(`.cm-content[data-language="${name}"] .cm-line span`).first().waitFor();
  }
  await ann.clear();
  await ann.type("from long ago and now");
  await allShow(all, "from long ago and now");
});

await check("the language is the same for all, and kept", async () => {
  await ann.at("language").selectOption("python");
  for (const person of all) {
    await until("python", async () => (await person.at("language").inputValue()) === "python");
  }
  await bob.page.reload();
  await bob.savedIs("saved");
  equal("language", await bob.at("language").inputValue(), "python");
});

await check("the theme is one's own, and kept", async () => {
  const before = await bob.at("theme").inputValue();
  const theme = await ann.at("theme").locator("option").last().getAttribute("value");
  await ann.at("editor-settings").click();
  await ann.at("theme").selectOption(theme);
  await ann.page.reload();
  await ann.savedIs("saved");
  equal("theme", await ann.at("theme").inputValue(), theme);
  equal("Bob's theme", await bob.at("theme").inputValue(), before);
});

await check("they chat beside it", async () => {
  if ((await bob.at("chat-toggle").getAttribute("aria-expanded")) === "false") {
    await bob.at("chat-toggle").click();
  }
  await bob.say("Is this fast enough?");
  await bob.seeText("message-text", "Is this fast enough?");
  equal("own name", await bob.read("message-author"), "me");
  for (const person of [moebi, ann]) {
    if ((await person.at("chat-toggle").getAttribute("aria-expanded")) === "false") {
      await person.at("chat-toggle").click();
    }
    await person.seeText("message-text", "Is this fast enough?");
    equal("author", await person.read("message-author"), "Bob");
  }
});

const row = (person, name) => person.at("participant").filter({ hasText: name });
const press = (person, testId, name) => row(person, name).getByTestId(testId).click();

// Waits until the part of the text with this line is in view.
const sees = (person, text) =>
  until(`${JSON.stringify(text)} is in view`, () =>
    person.page.evaluate((wanted) => {
      const frame = document.querySelector(".cm-scroller").getBoundingClientRect();
      const line = [...document.querySelectorAll(".cm-line")].find(
        (each) => each.textContent === wanted,
      );
      const place = line?.getBoundingClientRect();
      return place !== undefined && place.top >= frame.top && place.bottom <= frame.bottom;
    }, text),
  );

// Waits until the cursor is in this line, with the focus.
const isAt = (person, text) =>
  person.page
    .locator(".cm-editor.cm-focused .cm-activeLine")
    .getByText(text, { exact: true })
    .waitFor();

await check("a name leads to the cursor of that person", async () => {
  await bob.clear();
  const rows = Array.from({ length: 120 }, (_, index) => `row ${index + 1}`);
  await bob.page.keyboard.insertText(rows.join("\n"));
  await until("the text is there", async () => {
    await ann.press("Control+End");
    return (await ann.text()).endsWith("row 120");
  });
  await ann.press("Control+Home");
  await until("Bob's cursor has arrived", async () => {
    await press(ann, "go-to-person", "Bob");
    return (await ann.page.locator(".cm-activeLine").textContent()) === "row 120";
  });
  await isAt(ann, "row 120");
  await sees(ann, "row 120");
  equal("own name", await row(ann, "(me)").getByTestId("go-to-person").count(), 0);
});

await check("the view follows a person until the reader acts", async () => {
  const editor = () => ann.at("editor").boundingBox();
  const before = await editor();
  const follow = async () => {
    await press(ann, "follow", "Bob");
    await ann.at("following").getByText("Following Bob").waitFor();
  };
  await follow();
  equal("place of the editor", await editor(), before);
  await bob.press("Control+Home");
  await sees(ann, "row 1");
  await bob.press("Control+End");
  await sees(ann, "row 120");
  await ann.page.keyboard.press("Escape");
  await ann.seeNo("following");

  await follow();
  await ann.at("editor").hover();
  await ann.page.mouse.wheel(0, -50);
  await ann.seeNo("following");

  await follow();
  await ann.type("x");
  await ann.seeNo("following");
  await ann.press("Backspace");

  await follow();
  await ann.at("stop-following").click();
  await ann.seeNo("following");
  await ann.page.locator(".cm-editor.cm-focused").waitFor();
});

await check("a line is pointed out to all, and stays that line when the text changes", async () => {
  const before = await moebi.at("editor").boundingBox();
  await ann.press("Control+End");
  await bob.press("Control+Home");
  await bob.at("point").click();
  await bob.seeText("said", "Everyone was pointed to line 1.");
  for (const person of [moebi, ann]) await person.seeText("pointed", "Bob points to line 1");
  equal("place of the editor", await moebi.at("editor").boundingBox(), before);
  equal("accessibility", await findings(moebi.page), []);
  await moebi.press("Control+Home");
  await moebi.page.keyboard.insertText("top\n");
  await ann.at("go-there").click();
  await until("the new line has come", async () => (await ann.text()).startsWith("top\n"));
  await ann.page.locator(".cm-pointed-line").getByText("row 1", { exact: true }).waitFor();
  await ann.seeNo("pointed");
  await ann.press("Control+Home");
  await ann.press("ArrowDown");
  await isAt(ann, "row 1");
  await ann.press("Alt+p");
  await bob.seeText("pointed", "Ann points to line 2");
});

await check("a message links to a line", async () => {
  await ann.at("insert").click();
  await ann.at("message-input").pressSequentially("is wrong");
  equal("message", await ann.at("message-input").inputValue(), "L2 is wrong");
  await ann.at("message-input").press("Enter");
  await ann.say("see **line 3**, not `L4`, XL5 or L999");
  const links = bob.at("message").getByTestId("line-link");
  await until("three links", async () => (await links.count()) === 3);
  equal("links", await links.allTextContents(), ["L2", "line 3", "L999"]);
  await links.nth(1).press("Enter");
  await isAt(bob, "row 2");
  await links.nth(0).click();
  await isAt(bob, "row 1");
  await links.nth(2).click();
  await bob.seeText("said", "There is no line 999. The last line is 121.");
  await bob.clear();
  await bob.type("from long ago and now");
  await allShow(all, "from long ago and now");
});

await check("on a phone, a challenge opens without moving under the finger", async () => {
  const phone = await ann.anotherTab();
  await phone.page.setViewportSize({ width: 390, height: 844 });
  await phone.page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await phone.openChallenge(path);
  await phone.see("challenge-link");
  const shift = await phone.page.evaluate(() => window.shift);
  equal(`a layout shift below 0.1: ${shift}`, shift < 0.1, true);
  await phone.at("menu").click();
  await phone.at("nav-chats").waitFor();
  await phone.page.keyboard.press("Escape");
  await phone.at("nav-chats").waitFor({ state: "hidden" });
  await phone.page.close();
});

await check("a run shows its output to all, and to who comes later", async () => {
  await chooseLanguage(ann, "javascript");
  for (const person of all) {
    await until("javascript", async () => {
      return (await person.at("language").inputValue()) === "javascript";
    });
  }
  const id = await run(ann, 'console.log("sum:", [1, 2].map((n) => n * 2));\nconsole.error("oh")');
  for (const person of all) {
    equal("run", await endOf(person, id), { status: "ok", output: "sum: [ 2, 4 ]\noh\n" });
    equal("run by", await person.read("run-by"), person === ann ? "You" : "Ann");
  }
  const tab = await bob.anotherTab();
  await tab.openChallenge(path);
  await tab.see("run", '[data-status="ok"]');
  equal("run by", await tab.read("run-by"), "Ann");
  await tab.page.close();
  const failing = await run(ann, "function fail() {\n  null.x;\n}\nfail();");
  for (const person of all) {
    const { status, output } = await endOf(person, failing);
    equal("status", status, "error");
    equal(`the line in ${output}`, /^TypeError: .*\n {2}at fail \(line 2:/.test(output), true);
  }
});

const SUM = `const line = readLine();
if (line === "loop") for (;;) {}
if (line === "error") throw new Error("oh");
console.log(line.split(" ").reduce((sum, n) => sum + Number(n), 0) + "  ");`;

async function addCase(person, name, input, expected) {
  await person.at("add-case").click();
  await person.fill({
    "edit-case-name": name,
    "edit-case-input": input,
    "edit-case-expected": expected,
  });
  await person.at("save-case").click();
  await person.see("add-case");
}

const casesAre = (names) =>
  Promise.all(
    [ann, bob].map((person) =>
      until(`the cases ${names}`, async () => {
        const shown = await person.readAll("case-name");
        return shown.join() === names.join();
      }),
    ),
  );

await check("all have the test cases of the challenge, and see their results", async () => {
  for (const person of [ann, bob]) await person.at("tests-toggle").click();
  await addCase(ann, "three", "1 2\n", "3\n\n");
  await addCase(bob, "", "4 5", "10");
  await addCase(ann, "endless", "loop", "");
  await addCase(bob, "broken", "error", "");
  await casesAre(["three", "Case 2", "endless", "broken"]);

  const id = await run(ann, SUM, "run-tests");
  for (const person of all) {
    equal("run", await endOf(person, id), { status: "ok", output: "" });
    equal("results", await results(person), ["passed", "failed", "time_limit", "error"]);
    equal("run by", await person.read("run-by"), person === ann ? "You" : "Ann");
    const state = await person.read("run-state");
    equal(state, state.startsWith("1 of 4 passed"), true);
    equal("expected", await person.read("expected"), "10");
    equal("actual", await person.read("actual"), "9");
    const trouble = (await person.readAll("actual")).at(-1);
    equal(trouble, trouble.startsWith("Error: oh"), true);
  }

  await bob.at("case").nth(1).getByTestId("edit-case").click();
  await bob.fill({ "edit-case-expected": "9" });
  await bob.at("save-case").click();
  await bob.seeNo("save-case");
  await bob.at("case").nth(3).getByTestId("delete-case").click();
  await casesAre(["three", "Case 2", "endless"]);
  const tab = await bob.anotherTab();
  await tab.openChallenge(path);
  equal("results", await results(tab), ["passed", "failed", "time_limit", "error"]);
  await tab.page.close();
  for (const person of [ann, bob]) await person.at("tests-toggle").click();
});

await check("a program that does not end has its time, or is stopped", async () => {
  const late = await run(ann, 'console.log("waiting");\nfor (;;) {}');
  for (const person of all) {
    equal("run", await endOf(person, late), { status: "time_limit", output: "waiting\n" });
  }
  const tab = await ann.anotherTab();
  await openWithTime(tab, path);
  const stopped = await run(tab, 'console.log("waiting");\nfor (;;) {}');
  await wrote(bob, stopped, "waiting");
  await tab.at("stop").click();
  for (const person of [tab, ...all]) {
    equal("run", await endOf(person, stopped), { status: "stopped", output: "waiting\n" });
  }
  await tab.at("tests-toggle").click();
  await until("the cases are there", async () => (await tab.at("case").count()) === 3);
  const tests = await run(tab, SUM, "run-tests");
  await until("two have passed", async () => (await results(bob)).length === 2);
  await tab.at("stop").click();
  for (const person of [tab, ...all]) {
    equal("run", await endOf(person, tests), { status: "stopped", output: "" });
    equal("results", await results(person), ["passed", "passed"]);
  }
  await tab.page.close();
});

await check("a language that cannot run says so", async () => {
  await ann.at("language").selectOption("erlang");
  await ann.at("no-run").getByText("Erlang can’t run in the browser").waitFor();
  equal("buttons", await ann.at("run-start").count(), 0);
  await ann.clear();
  await ann.type("from long ago and now");
  await allShow(all, "from long ago and now");
});

// They end before the last check; meanwhile the others go on.
const hostile = hostilePrograms(ann);

await check("what is typed while offline arrives", async () => {
  const away = await ann.anotherTab();
  const line = await away.interruptibleConnection();
  await away.openChallenge(path);
  await line.interrupt();
  await away.connectionIs("offline");
  await away.see("room-rejoining");
  await away.press("Control+End");
  await away.type(", typed offline");
  await away.savedIs("waiting");
  equal("at the others", await bob.text(), "from long ago and now");

  line.restore();
  await away.connectionIs("connected");
  await allShow([...all, away], "from long ago and now, typed offline");
  await away.savedIs("saved");
  await away.page.close();
});

await check("who goes to another challenge is in that one only", async () => {
  await press(moebi, "follow", "Bob");
  await moebi.see("following");
  await bob.at("challenge-link").first().click();
  await moebi.seeText("said", "Bob left. You no longer follow them.");
  await moebi.seeNo("following");
  await moebi.seeNo("peer-cursor", '[data-name="Bob"]');
  await until("two are left", async () => (await moebi.at("participant").count()) === 2);
  await until("he is elsewhere", () => bob.path !== path);
  await bob.savedIs("saved");
  await until("alone there", async () => (await bob.at("participant").count()) === 1);
  await bob.page.goBack();
  await until("and comes back", async () => (await moebi.at("participant").count()) === 3);
  await allAgree(all);
});

let interview;
let link;
const invite = async (role) => {
  await moebi.open(`${interview}/settings`);
  await moebi.at("invite-role").selectOption(role);
  await moebi.at("make-invite").click();
  await moebi.see("invite-link");
  return moebi.at("invite-link").inputValue();
};
const decide = async (person, role) => {
  const row = moebi.at("participant").filter({ hasText: person });
  await row.getByTestId("participant-role").selectOption(role);
};

await check("an interview is private until its owner invites somebody", async () => {
  await moebi.open("/challenges/new");
  await moebi.fill({ title: "Interview", prompt: "Reverse a list." });
  await moebi.at("interview").check();
  await moebi.at("submit").click();
  await moebi.savedIs("saved");
  interview = moebi.path;
  await ann.open(interview);
  await ann.seeText("room-notice", "You don’t have access. Ask an owner for an invite.");

  link = await invite("viewer");
  await moebi.openChallenge(interview);
  await ann.page.goto(link);
  await ann.see("read-only");
  equal("address", ann.path, interview);
});

await check("a viewer sees everything and changes nothing, until the owner decides", async () => {
  await moebi.type("reverse");
  await allShow([moebi, ann], "reverse");
  await moebi.at("tests-toggle").click();
  await addCase(moebi, "", "1 2", "2 1");
  equal("language", await ann.at("language").isDisabled(), true);
  equal("message input", await ann.at("message-input").count(), 0);
  await ann.at("tests-toggle").click();
  await ann.see("run-input");
  equal("buttons to add cases", await ann.at("add-case").count(), 0);
  await ann.at("case-name").click();
  equal("input", await ann.read("case-input"), "1 2");
  await ann.press("Control+End");
  await ann.type("ignored");
  equal("text", await ann.text(), "reverse");
  await moebi.see("peer-cursor", '[data-name="Ann"]');

  equal("button to point", await ann.at("point").count(), 0);
  await moebi.say("read this");
  await moebi.at("message").last().hover();
  await moebi.at("react").last().click();
  await moebi.at("reaction-choice").first().click();
  await ann.at("reaction", "[disabled]").waitFor();
  const reason = "You can view this challenge, but not change it.";
  equal("reason", await ann.at("reaction").getAttribute("title"), reason);
  equal("reason below the chat", await ann.read("chat-read-only"), reason);
  equal("buttons for reactions", await ann.at("react").count(), 0);

  await decide("Ann", "editor");
  await ann.seeNo("read-only");
  await ann.see("react");
  equal("may react", await ann.at("reaction").isDisabled(), false);
  await ann.press("Control+End");
  await ann.type("(list)");
  await allShow([moebi, ann], "reverse(list)");
});

await check("an owner locks the text", async () => {
  const owner = await moebi.anotherTab();
  await owner.open(`${interview}/settings`);
  await owner.at("locked").click();
  for (const person of [moebi, ann]) await person.see("read-only");
  await ann.type("ignored");
  equal("text", await ann.text(), "reverse(list)");
  await owner.at("locked").click();
  for (const person of [moebi, ann]) await person.seeNo("read-only");
  await owner.page.close();
});

await check("who is removed is out, and the old link does not help", async () => {
  await decide("Ann", "none");
  await ann.seeText("room-notice", "You no longer have access.");
  await until("she is gone", async () => (await moebi.at("participant").count()) === 1);
  await ann.page.goto(link);
  await ann.see("invite-refused");
});

await check("the history shows who wrote what, and leads back", async () => {
  await moebi.open(`${interview}/history`);
  await moebi.seeText("old-text", "reverse(list)");
  equal("author", (await moebi.read("change-author")).includes("Ann Archer"), true);
  await moebi.at("timeline").press("Home");
  equal("the beginning", await moebi.read("old-text"), "");
  await moebi.at("play").click();
  await moebi.seeText("old-text", "reverse(list)");
  await moebi.at("timeline").press("Home");
  await moebi.at("timeline").press("ArrowRight");
  const first = await moebi.read("old-text");
  equal("a beginning", "reverse".startsWith(first) && first !== "", true);
  const download = moebi.page.waitForEvent("download");
  await moebi.at("export").click();
  equal("file", (await download).suggestedFilename().endsWith(".zip"), true);
  await moebi.at("go-back").click();
  await moebi.see("go-back", "[disabled]");
  equal("text", await moebi.read("old-text"), first);
  equal("author", (await moebi.read("change-author")).includes("Moebi"), true);
});

await check("what the owner calls it and that it is deleted reaches those who are in", async () => {
  const other = await invite("editor");
  await bob.page.goto(other);
  await bob.savedIs("saved");
  await moebi.fill({ "edit-title": "Second interview" });
  await moebi.at("save-room").click();
  await bob.seeText("challenge-title", "Second interview");
  await moebi.at("archive").click();
  await bob.seeText("read-only", "This challenge is archived. It can only be read.");
  await moebi.at("delete").click();
  await moebi.at("confirm-delete").click();
  await moebi.see("challenges");
  await bob.seeText("room-notice", "An owner deleted it.");
});

await check("an unknown challenge is refused", async () => {
  await bob.open("/challenges/987654321");
  await bob.see("room-notice");
  equal("editor", await bob.at("editor").isVisible(), false);
  await bob.connectionIs("connected");
});

await hostile;
await leave();
