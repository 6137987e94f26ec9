// Pages in separate browser contexts. They are reused, because a new page costs three times the CPU
// of a visit.
export class Seats {
  #free = [];

  constructor(browser) {
    this.browser = browser;
  }

  /** A page without cookies and storage. */
  async take() {
    return this.#free.pop() ?? Seat.open(this.browser, (seat) => this.#free.push(seat));
  }
}

class Seat {
  person = undefined;
  #freed;

  static async open(browser, freed) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
    const seat = new Seat(context, await context.newPage(), freed);
    await seat.#listen();
    return seat;
  }

  constructor(context, page, freed) {
    this.context = context;
    this.page = page;
    this.#freed = freed;
  }

  async #listen() {
    const { page } = this;
    await page.exposeFunction("scenarioLog", (line) => this.person?.logged(line));
    await page.route("**/assets/app.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: this.person?.script ?? "" }),
    );
    page.on("console", (message) => {
      if (message.type() === "error") this.person?.failed("console", message.text());
    });
    page.on("pageerror", (error) => this.person?.failed("page", String(error)));
    page.on("websocket", (socket) => this.person?.connected(socket));
    page.on("response", (response) => {
      const isPage = response.request().isNavigationRequest();
      if (this.person && isPage && response.frame() === page.mainFrame()) {
        this.person.status = response.status();
      }
    });
  }

  async free() {
    this.person = undefined;
    try {
      await this.page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await this.page.goto("about:blank");
      await this.context.clearCookies();
    } catch {
      await this.context.close();
      return;
    }
    this.#freed(this);
  }
}
