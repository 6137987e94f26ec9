// One user of a scenario, in a separate browser context.
import { snapshot } from "./snapshot.js";
import { Traffic } from "./traffic.mjs";

// During a navigation there is no page state.
const BETWEEN_PAGES = /context was destroyed|navigat|Cannot find context|Target.*closed/i;

export class Person {
  traffic = new Traffic();
  log = [];
  errors = [];
  status = undefined;
  /** The page's state after the steps so far. */
  state = {};
  #socket;
  #seat;
  #names;

  /**
   * Creates a user on a page.
   *
   * @param names removes the values of a run
   */
  constructor(seat, script, names, options = {}) {
    this.#seat = seat;
    this.#names = names;
    this.script = `window.scenarioOptions = ${JSON.stringify(options)};\n${script}`;
    seat.person = this;
  }

  get page() {
    return this.#seat.page;
  }

  logged(line) {
    this.log.push(this.#names.hide(line));
  }

  connected(socket) {
    this.#socket = socket;
    this.traffic.disconnected();
    const isCurrent = () => this.#socket === socket;
    socket.on("framesent", ({ payload }) => isCurrent() && this.traffic.sent(payload));
    socket.on("framereceived", ({ payload }) => this.traffic.arrived(payload));
    socket.on("close", () => isCurrent() && this.traffic.disconnected());
  }

  failed(kind, message) {
    const hidden = this.#names
      .hide(`${kind}: ${message}`)
      .replace(/phx-[A-Za-z0-9_-]{12,}/g, "ID")
      .split("\n")[0];
    this.errors.push(hidden.slice(0, 200));
  }

  /** Starts a step. */
  forget() {
    this.log.length = 0;
    this.errors.length = 0;
    this.status = undefined;
  }

  /** The page's state, and whether it still changes; null between two pages. */
  async look() {
    let seen;
    try {
      seen = await this.page.evaluate(snapshot);
    } catch (error) {
      if (BETWEEN_PAGES.test(String(error))) return null;
      throw error;
    }
    if (!seen) return null;
    const state = this.#names.hideAll(seen.state);
    Object.assign(state, { log: [...this.log], errors: [...this.errors] });
    if (this.status !== undefined) state.status = this.status;
    const answered = !seen.waiting && this.traffic.isAnswered;
    return { state, answered, atRest: seen.atRest && answered };
  }

  leave() {
    return this.#seat.free();
  }
}
