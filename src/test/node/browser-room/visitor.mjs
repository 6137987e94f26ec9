// One person in front of Roost's page. What is waited for is found by data-testid.
export class Visitor {
  // What the page threw and did not catch.
  errors = [];

  // In a browser profile of their own, on the first page.
  static async arrive(browser, url) {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width: 1200, height: 760 },
    });
    const visitor = new Visitor(await context.newPage());
    await visitor.open("/");
    return visitor;
  }

  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(10_000);
    page.on("pageerror", (error) => this.errors.push(error.message));
  }

  async anotherTab() {
    return new Visitor(await this.page.context().newPage());
  }

  async open(path) {
    await this.page.goto(path);
  }

  async signIn(index) {
    await this.page.getByTestId("demo-user").nth(index).click();
    await this.see("user-name");
  }

  async see(testId) {
    await this.page.getByTestId(testId).first().waitFor();
  }

  async read(testId) {
    return (await this.page.getByTestId(testId).textContent()).trim();
  }

  async connectionIs(state) {
    await this.page.locator(`[data-testid=connection][data-state=${state}]`).waitFor();
  }

  async savedIs(state) {
    await this.page.locator(`[data-testid=saved][data-state=${state}]`).waitFor();
  }

  get #content() {
    return this.page.getByTestId("editor").locator(".cm-content");
  }

  async text() {
    const lines = await this.#content.locator(".cm-line").allTextContents();
    return lines.join("\n");
  }

  async type(text) {
    await this.#enterEditor();
    await this.page.keyboard.type(text);
  }

  async press(keys) {
    await this.#enterEditor();
    await this.page.keyboard.press(keys);
  }

  // The editor shows, and may be written in, when the room is joined.
  async #enterEditor() {
    await this.see("editor");
    await this.#content.focus();
  }

  async clear() {
    await this.press("Control+a");
    await this.press("Delete");
  }

  // Puts the connections of pages opened from now on in the test's hands.
  async interruptibleConnection() {
    const open = new Set();
    let restored = Promise.resolve();
    let restore = () => {};

    await this.page.routeWebSocket(/\/socket\/websocket/, async (connection) => {
      await restored;
      connection.connectToServer();
      open.add(connection);
    });
    return {
      async interrupt() {
        restored = new Promise((resolve) => (restore = resolve));
        await Promise.all([...open].map((connection) => connection.close({ code: 4000 })));
        open.clear();
      },
      restore: () => restore(),
    };
  }
}
