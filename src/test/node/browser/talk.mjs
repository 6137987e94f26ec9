#!/usr/bin/env node
// Chats, rooms and the lobby: two users with accounts and a guest.
import { check, equal, until } from "../checks.mjs";
import { arrive, arriveAs, leave } from "./browser.mjs";

const [moebi, ann] = await Promise.all(["Moebi", "Ann"].map(arriveAs));
const guest = await arrive("/");

const entered = (person) => person.see("talk", "[data-state=joined]");
const counts = (person, testId, count) =>
  until(`${count} of ${testId}`, async () => (await person.at(testId).count()) === count);

await check("anybody can open a chat, under a name that is free", async () => {
  await moebi.open("/chats");
  await moebi.submit({ "room-name": "Team" });
  await entered(moebi);
  equal("title", await moebi.read("talk-title"), "Team");
  await ann.open("/chats");
  await ann.submit({ "room-name": "Team" });
  await ann.see("room-name-error");
});

await check("another finds it, and both see who is there", async () => {
  await ann.at("chat").getByText("Team", { exact: true }).click();
  await entered(ann);
  for (const person of [moebi, ann]) await counts(person, "member", 2);
});

await check("the list shows who is in a chat, and follows them", async () => {
  const path = ann.path;
  await ann.open("/chats");
  const team = ann.at("chat").filter({ hasText: "Team" });
  await team.getByText("Moebi here").waitFor();
  equal("author", await team.locator("[data-testid=author]").textContent(), "Moebi Moebius");
  const height = (await team.boundingBox()).height;
  await moebi.at("nav-lobby").click();
  await team.getByText("Empty now").waitFor();
  await moebi.open(path);
  await entered(moebi);
  await team.getByText("Moebi here").waitFor();
  equal("height", (await team.boundingBox()).height, height);
});

await check("a search is in the address, and Back undoes it", async () => {
  await ann.see("list-count");
  const all = await ann.at("chat").count();
  await ann.at("search").fill("MOEBIUS téam");
  await counts(ann, "chat", 1);
  await ann.seeText("list-count", "1 chat");
  await until("the address has it", async () => ann.page.url().includes("search=MOEBIUS"));
  const tab = await ann.anotherTab();
  await tab.open(new URL(ann.page.url()).pathname + new URL(ann.page.url()).search);
  await counts(tab, "chat", 1);
  equal("in the field", await tab.at("search").inputValue(), "MOEBIUS téam");
  await tab.at("search").fill("nothing is called so");
  await tab.see("list-empty");
  await tab.at("clear").click();
  await counts(tab, "chat", all);
  await tab.at("show").selectOption("own");
  await counts(tab, "chat", 0);
  await tab.page.close();
  await ann.page.goBack();
  await counts(ann, "chat", all);
  equal("field after Back", await ann.at("search").inputValue(), "");
  await ann.at("chat").getByText("Team", { exact: true }).click();
  await entered(ann);
  await counts(moebi, "member", 2);
});

await check("messages come to the other, and to oneself, once", async () => {
  await moebi.say("Hello Ann");
  await ann.seeText("message-text", "Hello Ann");
  await ann.say("Hello Moebi");
  for (const person of [moebi, ann]) {
    await person.seeText("message-text", "Hello Moebi");
    await person.seeNo("message-outgoing");
    equal("messages", await person.readAll("message-text"), ["Hello Ann", "Hello Moebi"]);
  }
  equal("authors", await moebi.readAll("message-author"), ["me", "Ann"]);
});

await check("typing is shown to the other until one stops", async () => {
  await ann.at("message-input").pressSequentially("I am");
  await moebi.at("member").filter({ hasText: "Ann" }).locator("[data-testid=typing]").waitFor();
  await ann.at("message-input").blur();
  await moebi.seeNo("typing");
  equal("kept", await ann.at("message-input").inputValue(), "I am");
});

await check("an empty message is not sent", async () => {
  await ann.say("   ");
  await ann.say("after nothing");
  await moebi.seeText("message-text", "after nothing");
  equal("messages", await moebi.at("message").count(), 3);
});

await check("who comes back finds what was said, and is gone in between", async () => {
  const path = ann.path;
  await ann.open("/chats");
  await counts(moebi, "member", 1);
  await moebi.say("said to nobody");
  await moebi.seeText("message-text", "said to nobody");
  await ann.open(path);
  await ann.seeText("message-text", "said to nobody");
  equal("messages", await ann.at("message").count(), 4);
});

await check("a network that is gone is noticed here and there, and what is written then is sent", async () => {
  const path = ann.path;
  const network = await ann.interruptibleConnection();
  await ann.open(path);
  await entered(ann);
  await ann.connectionIs("connected");
  network.silence();
  await ann.connectionIs("offline");
  await moebi.see("member", "[data-away=true]");
  await ann.say("written without a network");
  await ann.see("message-outgoing");
  network.restore();
  for (const person of [moebi, ann]) {
    await person.seeText("message-text", "written without a network");
    await person.seeNo("member", "[data-away=true]");
  }
  await ann.seeNo("message-outgoing");
  await ann.connectionIs("connected");
  equal("messages", await ann.at("message").count(), 5);
});

await check("the limit of a message is shown, and nothing is cut", async () => {
  await ann.at("message-input").fill("🦉".repeat(3_999));
  await ann.seeText("message-length", "1 character left");
  await ann.at("message-input").fill("🦉".repeat(4_002));
  await ann.seeText("message-length", "2 characters too many");
  equal("may be sent", await ann.at("message-send").isDisabled(), true);
  await ann.at("message-input").fill("🦉".repeat(4_000));
  await ann.at("message-input").press("Enter");
  await moebi.seeText("message-text", "🦉".repeat(4_000));
});

await check("a message that is being written survives the tab", async () => {
  await ann.at("message-input").fill("half a thou");
  const path = ann.path;
  const tab = await ann.anotherTab();
  await until("the draft is kept", async () => {
    await tab.open(path);
    await entered(tab);
    return (await tab.at("message-input").inputValue()) === "half a thou";
  });
  await tab.page.close();
  await ann.at("message-input").fill("");
});

await check("messages have Markdown and links, and nothing else", async () => {
  await ann.say("**bold** and `code`, see https://example.org\n- one\n- two\n```\nlet a = 1;\n```");
  const message = moebi.at("message-text").last();
  await message.locator("pre code").getByText("let a = 1;").waitFor();
  equal("bold", await message.locator("strong").allTextContents(), ["bold"]);
  equal("list", await message.locator("li").allTextContents(), ["one", "two"]);
  const link = message.locator("a");
  equal("address", await link.getAttribute("href"), "https://example.org");
  equal("target", await link.getAttribute("target"), "_blank");
  equal("relation", await link.getAttribute("rel"), "noopener noreferrer nofollow");
});

await check("one's own message may be edited, and all may react to it", async () => {
  await ann.say("teh end");
  await moebi.seeText("message-text", "teh end");
  const own = ann.at("message").last();
  await own.hover();
  await own.locator("[data-testid=message-edit]").click();
  await ann.at("message-edit-input").fill("the end");
  await ann.at("message-edit-save").click();
  for (const person of [moebi, ann]) {
    await person.seeText("message-text", "the end");
    await person.see("message-edited");
  }
  const seen = moebi.at("message").last();
  await seen.hover();
  equal("may edit what others say", await seen.locator("[data-testid=message-edit]").count(), 0);
  await seen.locator("[data-testid=react]").click();
  await seen.locator("[data-testid=reaction-choice]").first().click();
  await ann.seeText("reaction", "👍 1");
  await own.locator("[data-testid=reaction]").click();
  await moebi.seeText("reaction", "👍 2");
  equal("own", await moebi.at("reaction").getAttribute("aria-pressed"), "true");
});

await check("one's own message may be deleted", async () => {
  await ann.say("not meant to be here");
  await moebi.seeText("message-text", "not meant to be here");
  const own = ann.at("message").last();
  await own.hover();
  await own.locator("[data-testid=message-delete]").click();
  await own.getByText("Delete for everyone?").click();
  for (const person of [moebi, ann]) {
    await until("it is gone", async () => {
      const shown = await person.readAll("message-text");
      return !shown.includes("not meant to be here");
    });
  }
});

await check("the day stands above the messages, and the time on each", async () => {
  equal("days", await ann.readAll("day"), ["Today"]);
  equal("time", (await ann.at("message").last().getAttribute("title")).length > 10, true);
});

await check("who looks at older messages is told of new ones", async () => {
  await ann.at("messages").evaluate((list) => list.scrollTo(0, 0));
  await moebi.say("below");
  await ann.seeText("to-new", "1 new message ↓");
  equal("title", (await ann.page.title()).startsWith("(1) "), true);
  await ann.at("to-new").click();
  await ann.seeNo("to-new");
  await ann.see("new-messages");
  equal("title after", await ann.page.title(), "Team | Roost");
});

await check("older messages are shown page by page", async () => {
  await ann.page.reload();
  await entered(ann);
  await ann.at("older").click();
  await ann.seeText("message-text", "Hello Ann");
  await ann.seeNo("older");
  equal("first", (await ann.readAll("message-text"))[0], "Hello Ann");
});

await check("what was said elsewhere is marked on all pages until it is read on one", async () => {
  const path = ann.path;
  await ann.at("nav-challenges").click();
  const tab = await ann.anotherTab();
  await tab.open("/rooms");
  await moebi.say("one");
  await moebi.say("two");
  for (const page of [ann, tab]) {
    await page.at("nav-chats").getByText("2 unread").waitFor();
    await until("the title has it", async () => (await page.page.title()).startsWith("(2) "));
  }
  await ann.at("nav-chats").click();
  await ann.at("chat").getByText("Team", { exact: true }).click();
  await ann.see("new-messages");
  equal("path", ann.path, path);
  for (const page of [ann, tab]) await page.seeNo("unread");
  await until("the title is as before", async () => (await tab.page.title()) === "Rooms | Roost");
  await tab.page.close();
});

await check("a list that could not be loaded comes by itself", async () => {
  const path = ann.path;
  await ann.page.route("**/api/v1/chats*", (route) => route.abort());
  await ann.open("/chats");
  await ann.see("notice");
  await ann.page.unroute("**/api/v1/chats*");
  await ann.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await ann.seeText("chat", "Team");
  await ann.seeNo("notice");
  await ann.open(path);
  await entered(ann);
});

await check("a mention is notified, if one wants it", async () => {
  const path = ann.path;
  await ann.page.addInitScript(() => {
    window.notified = [];
    window.Notification = class {
      static permission = "default";
      static requestPermission = async () => (this.permission = "granted");
      constructor(title, { body }) {
        window.notified.push(`${title}: ${body}`);
      }
      close() {}
    };
  });
  await ann.open("/account");
  await ann.at("mention-notifications", "[aria-pressed=false]").click();
  await ann.see("mention-notifications", "[aria-pressed=true]");
  await moebi.say("not you");
  await moebi.say("@ann, look");
  await until("one notification", async () => {
    const notified = await ann.page.evaluate(() => window.notified);
    return notified.length === 1 && notified[0] === "Moebi mentioned you: In Team";
  });
  await ann.open(path);
  await entered(ann);
});

await check("a chat beside the code that is closed is marked", async () => {
  const path = ann.path;
  for (const person of [moebi, ann]) await person.openChallenge("/challenges/1");
  await ann.at("chat-toggle").click();
  await moebi.say("are you there?");
  await ann.at("chat-toggle").getByText("1 unread").waitFor();
  await ann.at("chat-toggle").click();
  await ann.seeText("message-text", "are you there?");
  await ann.seeNo("unread");
  for (const person of [moebi, ann]) await person.open(path);
});

await check("a chat that is not there is refused", async () => {
  await ann.open("/chats/987654321");
  await ann.see("room-notice");
});

await check("opening a name opens its room", async () => {
  for (const person of [moebi, ann]) {
    await person.open("/rooms");
    await person.submit({ "room-name": "coffee" });
    await entered(person);
    equal("address", person.path, "/rooms/coffee");
  }
  for (const person of [moebi, ann]) await counts(person, "person", 2);
});

await check("one's status is shown to the others", async () => {
  for (const status of ["away", "busy", "online"]) {
    await ann.at("status").selectOption(status);
    await moebi.at("person", `[data-status=${status}]`).filter({ hasText: "Ann" }).waitFor();
  }
  await ann.at("status").selectOption("busy");
  await ann.page.reload();
  await moebi.at("person", "[data-status=busy]").filter({ hasText: "Ann" }).waitFor();
  equal("chosen", await ann.at("status").inputValue(), "busy");
});

await check("the same words said twice are two messages, in their order", async () => {
  for (const text of ["x", "x", "y"]) await ann.say(text);
  for (const person of [moebi, ann]) {
    await counts(person, "message", 3);
    equal("messages", await person.readAll("message-text"), ["x", "x", "y"]);
  }
});

await check("typing is shown in rooms too", async () => {
  await moebi.at("message-input").pressSequentially("Is");
  await ann.at("person").filter({ hasText: "Moebi" }).locator("[data-testid=typing]").waitFor();
  await moebi.say("Is it?");
  await ann.seeNo("typing");
});

await check("a guest is asked for a name, and has one of their own", async () => {
  await guest.open("/rooms/coffee");
  await guest.submit({ nickname: "Ann" });
  await entered(guest);
  equal("address", guest.path, "/rooms/coffee");
  await moebi.at("person").filter({ hasText: "Ann (guest)" }).waitFor();
  equal("history", await guest.readAll("message-text"), ["x", "x", "y", "Is it?"]);
  await guest.say("I am new here");
  await ann.seeText("message-text", "I am new here");
  equal("author", (await ann.readAll("message-author")).at(-1), "Ann (guest)");
  equal("marked messages", await ann.readAll("message-guest"), ["guest"]);
  await guest.see("message", '[data-mine="true"]');
});

await check("a guest sees the rooms that exist, and who is there", async () => {
  await guest.open("/rooms?search=coff");
  const coffee = guest.at("room").filter({ hasText: "coffee" });
  await coffee.locator('[data-testid=here][data-people="2"]').waitFor();
  equal("rooms", await guest.at("room").count(), 1);
  await guest.seeText("in-lobby", "(empty now)");
  await coffee.click();
  await entered(guest);
});

await check("a room may be called like a file", async () => {
  await guest.open("/rooms/node.js");
  await entered(guest);
  equal("title", await guest.read("talk-title"), "node.js");
});

await check("a guest does not get into challenges and chats", async () => {
  for (const path of ["/challenges/1", "/chats/4"]) {
    await guest.open(path);
    await guest.see("sign-in");
  }
});

await check("in the lobby all see each other and what is said", async () => {
  for (const person of [moebi, ann]) {
    await person.at("nav-lobby").click();
    await entered(person);
  }
  await guest.open("/lobby");
  await entered(guest);
  for (const person of [moebi, ann, guest]) await counts(person, "person", 3);
  await guest.say("hi all");
  for (const person of [moebi, ann, guest]) await person.seeText("message-text", "hi all");
  await guest.seeNo("message-outgoing");
});

await check("what was said in the lobby is not kept", async () => {
  await ann.page.reload();
  await entered(ann);
  await counts(ann, "person", 3);
  equal("messages", await ann.at("message").count(), 0);
});

await check("who cannot have a WebSocket polls, and takes part all the same", async () => {
  const bob = await arriveAs("Bob", { webSockets: false });
  await bob.at("nav-lobby").click();
  await entered(bob);
  await ann.say("hi Bob");
  await bob.seeText("message-text", "hi Bob");
  await bob.say("hi Ann");
  await ann.seeText("message-text", "hi Ann");
  await bob.connectionIs("connected");
  const requests = await bob.page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname),
  );
  equal("polls", requests.includes("/socket/longpoll"), true);
});

await leave();
