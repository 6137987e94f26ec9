#!/usr/bin/env node
// The chats as live views: Eve registers there and meets Ann, who uses the rooms' page.
import { check, equal, until } from "../checks.mjs";
import { arrive, arriveAs, leave, options } from "./browser.mjs";
import { look } from "./looks.mjs";

const eve = await arrive("/live/chats");
const ann = await arriveAs("Ann");

const connected = (person) => person.page.locator("[data-phx-main].phx-connected").waitFor();
const picture = (person, name) => look(`live-${name}`, person);
const memberNames = async (person) => (await person.readAll("member")).map((name) => name.trim());

await check("without an account, the chats lead to the sign-in page", async () => {
  await eve.see("sign-in");
  equal("path", eve.path, "/live/sign-in");
  await connected(eve);
  await picture(eve, "sign-in");
});

await check("what is filled in is checked as it is left", async () => {
  await eve.at("to-sign-up").click();
  await eve.see("sign-up");
  equal("path", eve.path, "/live/sign-up");
  await eve.at("email").fill("eve");
  await eve.at("first-name").fill("Eve");
  await eve.see("email-error");
  equal("error", await eve.read("email-error"), "has invalid format");
  equal("errors of others", await eve.at("password-error").count(), 0);
  await picture(eve, "sign-up");
});

const filledIn = {
  "first-name": "Eve",
  "last-name": "Live",
  email: "ann@email.com",
  password: "a password",
  "password-confirmation": "another password",
};

await check("a wrong form is refused, and so is an address that is taken", async () => {
  await eve.submit(filledIn);
  await eve.see("password-confirmation-error");
  await eve.submit({ "password-confirmation": "a password" });
  await until("taken", async () => (await eve.at("email-error").count()) === 1);
  equal("error", await eve.read("email-error"), "has already been taken");
});

await check("an account is made and signed in", async () => {
  await eve.submit({ email: "eve@email.com" });
  await eve.see("chats");
  equal("path", eve.path, "/live/chats");
  equal("name", await eve.read("user-name"), "Eve");
});

await check("a chat is opened here, and found on the other page", async () => {
  await connected(eve);
  await eve.submit({ "room-name": "Live" });
  await eve.see("talk");
  equal("title", await eve.read("talk-title"), "Live");
  await ann.open(eve.path.replace("/live", ""));
  await ann.see("talk", "[data-state=joined]");
});

await check("both see both as members", async () => {
  for (const person of [eve, ann]) {
    await until("two members", async () => (await person.at("member").count()) === 2);
  }
  equal(
    "first names",
    (await memberNames(eve)).map((name) => name.split(" ")[0]),
    ["Ann", "Eve"],
  );
});

await check("messages come both ways, once, and stay text", async () => {
  await eve.say("<b>Hello</b> Ann");
  await ann.seeText("message-text", "<b>Hello</b> Ann");
  await until("empty input", async () => (await eve.at("message-input").inputValue()) === "");
  await ann.say("Hello Eve");
  await eve.seeText("message-text", "Hello Eve");
  for (const person of [eve, ann]) {
    equal("messages", await person.readAll("message-text"), ["<b>Hello</b> Ann", "Hello Eve"]);
  }
  equal("authors", await eve.readAll("message-author"), ["Eve", "Ann"]);
});

await check("typing is shown both ways until it stops", async () => {
  const typing = (person, name) =>
    person.at("member").filter({ hasText: name }).locator("[data-testid=typing]").waitFor();
  await eve.at("message-input").pressSequentially("I am");
  await typing(ann, "Eve");
  await ann.at("message-input").pressSequentially("So am I");
  await typing(eve, "Ann");
  await picture(eve, "chat");
  await eve.at("message-input").blur();
  await ann.seeNo("typing");
  equal("kept", await eve.at("message-input").inputValue(), "I am");
  await ann.at("message-input").blur();
  await eve.seeNo("typing");
});

await check("a message that is too long is refused and kept", async () => {
  const long = "x".repeat(5_000);
  await eve.say(long);
  await eve.see("notice-error");
  equal("input", (await eve.at("message-input").inputValue()).length, long.length);
  await eve.say("short");
  await ann.seeText("message-text", "short");
  await eve.seeNo("notice-error");
});

await check("who leaves for the list is no member, and finds all when back", async () => {
  await eve.page.getByText("All chats").click();
  await eve.see("chats");
  await picture(eve, "chats");
  await until("one member", async () => (await ann.at("member").count()) === 1);
  await ann.say("said to nobody");
  await ann.seeText("message-text", "said to nobody");
  await eve.at("chat").getByText("Live", { exact: true }).click();
  await eve.seeText("message-text", "said to nobody");
});

await check("a chat that is not there is not found", async () => {
  for (const path of ["/live/nowhere", "/live/chats/987654321"]) {
    equal("status", (await eve.page.goto(path)).status(), 404);
    await eve.see("not-found");
  }
  await picture(eve, "not-found");
  await eve.page.getByText("All chats").click();
  await eve.see("chats");
  await connected(eve);
});

await check("signing out everywhere ends the page in another tab", async () => {
  const other = await eve.anotherTab();
  await other.open("/live/chats");
  await connected(other);
  await eve.at("sign-out-everywhere").click();
  await eve.see("sign-in");
  await other.see("sign-in");
  equal("path", other.path, "/live/sign-in");
});

await check("a wrong password is told, the right one signs in", async () => {
  await connected(eve);
  await eve.submit({ email: "eve@email.com", password: "not the password" });
  await eve.see("notice-error");
  equal("notice", await eve.read("notice-error"), "Invalid email or password");
  await connected(eve);
  await eve.submit({ email: "eve@email.com", password: "a password" });
  await eve.see("chats");
  await eve.at("sign-out").click();
  await eve.see("sign-in");
});

// The operations dashboard: an operator signs in, watches, and closes Ann's connection.
const operator = await arrive("/dashboard");
const violations = [];
operator.page.on("console", (message) => {
  if (message.text().includes("Content Security Policy")) violations.push(message.text());
});

await check("the dashboard asks for its key", async () => {
  await operator.see("sign-in");
  equal("path", operator.path, "/dashboard/sign-in");
  await connected(operator);
  await picture(operator, "dashboard-sign-in");
  await operator.submit({ key: "not the key" });
  await operator.see("error");
  await connected(operator);
  await operator.submit({ key: options["admin-key"] });
  await operator.see("overview");
  equal("path", operator.path, "/dashboard");
});

await check("figures and charts change while they are watched", async () => {
  await connected(operator);
  const line = () => operator.at("chart-sent").locator("polyline").getAttribute("points");
  await until("a chart with some points", async () => (await line()).split(" ").length > 3);
  const before = await line();
  await until("another line", async () => (await line()) !== before);
  const opened = async () =>
    Number(await operator.at("mount").filter({ hasText: /^\/live/ }).locator("td").nth(3).textContent());
  const count = await opened();
  const visitor = await eve.anotherTab();
  await visitor.open("/live/sign-in");
  await connected(visitor);
  await until("one more connection", async () => (await opened()) > count);
  await picture(operator, "dashboard");
});

await check("a connection is found, and closed after a question", async () => {
  let closed = 0;
  ann.page.on("websocket", (socket) => socket.on("close", () => closed++));
  await ann.open("/chats");
  await ann.connectionIs("connected");
  await operator.at("to-sockets").click();
  await operator.see("sockets");
  await operator.at("search").fill("/socket");
  await until("Ann's connection alone", async () => (await operator.at("socket").count()) === 1);
  await operator.at("close").click();
  await operator.see("confirm");
  await picture(operator, "dashboard-connections");
  equal("closed", closed, 0);
  await operator.at("confirm").click();
  await operator.see("notice");
  await until("Ann's connection is closed", async () => closed === 1);
  await ann.connectionIs("connected");
});

await check("topics are listed, and nothing breaks the policy of the page", async () => {
  await operator.at("to-topics").click();
  await operator.see("topic");
  await picture(operator, "dashboard-topics");
  await operator.at("sign-out").click();
  await operator.see("sign-in");
  equal("violations", violations, []);
});

await leave();
