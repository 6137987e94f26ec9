// One user of Roost's pages. Elements are found by data-testid.
import { DEMO } from "../demo-accounts.mjs";

export class Visitor {
  // Uncaught exceptions and dialogs of the page.
  errors = [];

  // Opens a page in a separate browser context.
  static async arrive(browser, url, path = "/", { token, webSockets = true } = {}) {
    const localStorage = token ? [{ name: "phoenixAuthToken", value: token }] : [];
    const context = await browser.newContext({
      baseURL: url,
      ignoreHTTPSErrors: true,
      viewport: { width: 1200, height: 760 },
      // Animations waste CPU that the tests need.
      reducedMotion: "reduce",
      storageState: { cookies: [], origins: [{ origin: new URL(url).origin, localStorage }] },
    });
    if (!webSockets) await context.addInitScript(breakWebSockets);
    const visitor = new Visitor(await context.newPage());
    await visitor.open(path);
    return visitor;
  }

  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(30_000);
    page.on("pageerror", (error) => this.errors.push(error.message));
    page.on("dialog", (dialog) => {
      if (dialog.type() !== "beforeunload") this.errors.push(`asked: ${dialog.message()}`);
      dialog.accept();
    });
  }

  async anotherTab() {
    return new Visitor(await this.page.context().newPage());
  }

  async open(path) {
    await this.page.goto(path);
  }

  // Goes to a page of the application like its links do: without loading it again. Wait for
  // something that the page before does not have.
  async go(path) {
    await this.page.evaluate((to) => {
      history.pushState(null, "", to);
      dispatchEvent(new PopStateEvent("popstate"));
    }, path);
  }

  get path() {
    return new URL(this.page.url()).pathname;
  }

  async signIn(name) {
    await this.open("/sign_in");
    await this.at("demo-user").nth(DEMO.indexOf(name)).click();
    await this.see("user-name");
  }

  async token() {
    return this.page.evaluate(() => localStorage.getItem("phoenixAuthToken"));
  }

  // Queries.

  at(testId, attributes = "") {
    return this.page.locator(`[data-testid="${testId}"]${attributes}`);
  }

  async see(testId, attributes) {
    await this.at(testId, attributes).first().waitFor();
  }

  async seeText(testId, text) {
    await this.at(testId).getByText(text, { exact: true }).first().waitFor();
  }

  async seeNo(testId, attributes) {
    await this.at(testId, attributes).first().waitFor({ state: "detached" });
  }

  async read(testId) {
    return (await this.at(testId).first().textContent()).trim();
  }

  async readAll(testId) {
    return (await this.at(testId).allTextContents()).map((text) => text.trim());
  }

  async connectionIs(state) {
    await this.see("connection", `[data-state=${state}]`);
  }

  // Actions.

  async fill(values) {
    for (const [testId, value] of Object.entries(values)) await this.at(testId).fill(value);
  }

  async submit(values) {
    await this.fill(values);
    await this.at("submit").click();
  }

  async say(text) {
    await this.at("message-input").fill(text);
    await this.at("message-input").press("Enter");
  }

  // The editor.

  // Waits until the room is joined and the editor is writable.
  async openChallenge(path) {
    await this.open(path);
    await this.savedIs("saved");
  }

  async savedIs(state) {
    await this.see("saved", `[data-state=${state}]`);
  }

  get #content() {
    return this.at("editor").locator(".cm-content");
  }

  async text() {
    const lines = await this.#content.locator(".cm-line").allTextContents();
    return lines.join("\n");
  }

  async type(text, options) {
    await this.#content.focus();
    await this.page.keyboard.type(text, options);
  }

  async press(keys) {
    await this.#content.focus();
    await this.page.keyboard.press(keys);
  }

  async clear() {
    await this.press("Control+a");
    await this.press("Delete");
  }

  // Lets the test control the connections of pages opened from now on.
  async interruptibleConnection() {
    const open = new Set();
    let silent = false;
    let restored = Promise.resolve();
    let restore = () => {};

    await this.page.routeWebSocket(/\/socket\/websocket/, async (connection) => {
      await restored;
      const server = connection.connectToServer();
      connection.onMessage((message) => silent || server.send(message));
      server.onMessage((message) => silent || connection.send(message));
      open.add(connection);
    });
    return {
      async interrupt() {
        restored = new Promise((resolve) => (restore = resolve));
        await Promise.all([...open].map((connection) => connection.close({ code: 4000 })));
        open.clear();
      },
      // Like a lost network: no connection closes, and no bytes arrive.
      silence() {
        silent = true;
        restored = new Promise((resolve) => (restore = resolve));
      },
      restore() {
        silent = false;
        restore();
      },
    };
  }
}

// Runs in the page: makes its WebSockets fail, like a network may.
function breakWebSockets() {
  window.WebSocket = class extends WebSocket {
    constructor(url, protocols) {
      super(url.replace("/websocket", "/nowhere"), protocols);
    }
  };
}
