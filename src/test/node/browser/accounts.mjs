#!/usr/bin/env node
// Accounts: sign-up, sign-in and sign-out.
import { ServerControl } from "../backstage.mjs";
import { check, equal, until } from "../checks.mjs";
import { arrive, leave, options } from "./browser.mjs";

const NEW_ACCOUNT = {
  "first-name": "Zoë",
  "last-name": "Zimmer",
  email: "zoe@example.org",
  password: "correct horse",
  "password-confirmation": "correct horse",
};
const zoe = await arrive("/");

await check(
  "a visitor without an account signs in and then reaches the requested page",
  async () => {
    await zoe.open("/challenges/2");
    await zoe.see("sign-in");
    equal("address", zoe.path, "/sign_in");
    equal("title", await zoe.page.title(), "Sign in | Roost");
  },
);

await check("what is wrong with a registration is told at its field", async () => {
  await zoe.open("/sign_up");
  await zoe.submit({ ...NEW_ACCOUNT, "password-confirmation": "another horse" });
  await zoe.see("password-confirmation-error");

  await zoe.submit({ ...NEW_ACCOUNT, password: "short", "password-confirmation": "short" });
  await zoe.see("password-error");
  await zoe.seeNo("password-confirmation-error");

  await zoe.submit({ ...NEW_ACCOUNT, email: "ann@email.com" });
  await zoe.seeText("email-error", "Email has already been taken");
  await zoe.submit({ ...NEW_ACCOUNT, email: "ANN@email.com" });
  await zoe.seeText("email-error", "Email has already been taken");
  equal("address", zoe.path, "/sign_up");
});

await check("signing up signs in", async () => {
  await zoe.submit(NEW_ACCOUNT);
  await zoe.see("challenges");
  equal("greeting", await zoe.read("user-name"), "Hi, Zoë");
  await zoe.connectionIs("connected");
});

await check("a reload, and another tab, are signed in too", async () => {
  await zoe.page.reload();
  await zoe.see("user-name");
  const tab = await zoe.anotherTab();
  await tab.open("/challenges");
  await tab.see("user-name");
  await zoe.at("sign-out").click();
  await tab.see("sign-in");
  await tab.page.close();
});

await check("signing out forgets the user", async () => {
  await zoe.see("sign-in");
  equal("token", await zoe.token(), null);
  await zoe.open("/challenges");
  await zoe.see("sign-in");
});

await check(
  "a wrong password is refused, as is an unknown address, in the same words",
  async () => {
    for (const email of [NEW_ACCOUNT.email, "nobody@example.org"]) {
      await zoe.open("/sign_in");
      await zoe.submit({ email, password: "wrong horse" });
      await zoe.seeText("form-error", "Invalid email or password");
    }
    equal("address", zoe.path, "/sign_in");
  },
);

await check("signing in leads to where one wanted to go", async () => {
  await zoe.open("/challenges/2");
  await zoe.see("sign-in");
  await zoe.submit({ email: "Zoe@Example.org", password: NEW_ACCOUNT.password });
  await zoe.savedIs("saved");
  equal("address", zoe.path, "/challenges/2");
});

await check("a new name is shown at once, also to others", async () => {
  await zoe.open("/account");
  await zoe.fill({ "change-first-name": "Zora" });
  await zoe.at("save-name").click();
  await zoe.see("name-saved");
  equal("greeting", await zoe.read("user-name"), "Hi, Zora");
  await zoe.connectionIs("connected");
});

await check("a new password ends the sessions elsewhere, and keeps this one", async () => {
  const elsewhere = await arrive("/sign_in");
  await elsewhere.submit({ email: NEW_ACCOUNT.email, password: NEW_ACCOUNT.password });
  await elsewhere.connectionIs("connected");
  const next = { "new-password": "another horse", "new-password-confirmation": "another horse" };
  await zoe.fill({ "current-password": "wrong horse", ...next });
  await zoe.at("save-password").click();
  await zoe.seeText("current-password-error", "is not your password");
  await zoe.fill({ "current-password": NEW_ACCOUNT.password });
  await zoe.at("save-password").click();
  await zoe.see("password-saved");
  await elsewhere.see("sign-in");
  await zoe.connectionIs("connected");
});

await check("a reset link that has ended is refused", async () => {
  const lost = await zoe.anotherTab();
  let confirm;
  const confirmed = new Promise((resolve) => (confirm = resolve));
  await lost.page.route("**/api/v1/current_user", async (route) => {
    await confirmed;
    await route.continue();
  });
  await lost.open("/reset_password#guessed");
  const passwords = {
    "new-password": "a third horse",
    "new-password-confirmation": "a third horse",
  };
  await lost.fill(passwords);
  confirm();
  await lost.see("user-name");
  await lost.connectionIs("connected");
  for (const [field, text] of Object.entries(passwords)) {
    equal(`${field} after the sign-in is confirmed`, await lost.at(field).inputValue(), text);
  }
  await lost.at("submit").click();
  await lost.see("reset-error");
  await lost.page.close();
});

await check("a mailed link sets a password, once", async () => {
  const control = new ServerControl(options.backstage);
  const lost = await arrive("/sign_in");
  await lost.at("forgot-password").click();
  await lost.submit({ email: "nobody@example.org" });
  await lost.see("reset-requested");
  await lost.open("/forgot_password");
  await lost.submit({ email: NEW_ACCOUNT.email });
  await lost.see("reset-requested");
  let mail;
  await until("the mail arrives", async () => (mail = await control.lastMail()) !== null);
  const [, path] = /http:\/\/127\.0\.0\.1(\/reset_password#\S+)/.exec(mail);

  await lost.open(path);
  const next = { "new-password": "a third horse", "new-password-confirmation": "a third horse" };
  await lost.submit(next);
  await lost.see("reset-done");
  await zoe.see("sign-in");
  await lost.page.reload();
  await lost.submit(next);
  await lost.see("reset-error");
  await zoe.submit({ email: NEW_ACCOUNT.email, password: "a third horse" });
  await zoe.see("user-name");
  await zoe.open("/account");
});

await check("an account is deleted after its password was asked for", async () => {
  await zoe.at("delete-account").click();
  await zoe.fill({ "delete-password": "wrong horse" });
  await zoe.at("confirm-delete-account").click();
  await zoe.see("delete-password-error");
  await zoe.fill({ "delete-password": "a third horse" });
  await zoe.at("confirm-delete-account").click();
  await zoe.see("sign-in");
  await zoe.submit({ email: NEW_ACCOUNT.email, password: "a third horse" });
  await zoe.seeText("form-error", "Invalid email or password");
});

const ann = await arrive("/sign_in");
await ann.signIn("Ann");

await check("a token that is not valid is refused", async () => {
  await ann.page.evaluate(() => localStorage.setItem("phoenixAuthToken", "not.a.token"));
  await ann.open("/challenges/1");
  await ann.see("notice");
  await ann.see("sign-in");
  equal("token", await ann.token(), null);
});

await check("a token of another server is refused", async () => {
  const header = btoa(JSON.stringify({ alg: "none", typ: "JWT" })).replaceAll("=", "");
  const claims = btoa(JSON.stringify({ iss: "Roost", sub: "User:1" })).replaceAll("=", "");
  await ann.page.evaluate(
    (forged) => localStorage.setItem("phoenixAuthToken", forged),
    `${header}.${claims}.`,
  );
  await ann.open("/challenges/1");
  await ann.see("notice");
  equal("token", await ann.token(), null);
});

await leave();
