// A scenario of users in browsers.
import { setTimeout as sleep } from "node:timers/promises";
import { act } from "./actions.mjs";
import { differences } from "./differences.mjs";
import { Names } from "./names.mjs";
import { Person } from "./person.mjs";
import { unmet } from "./snapshot.js";

const LONGEST_STEP_MS = 20_000;
const LONGEST_ANSWER_MS = 5_000;
const LOOK_EVERY_MS = 25;
const LOOK_AGAIN_AFTER_MS = 150;

export class BrowserScenario {
  #people = new Map();
  #received = 0;

  constructor({ seats, base, script }) {
    this.seats = seats;
    this.script = script;
    this.names = new Names(base);
  }

  get received() {
    return [...this.#people.values()].reduce(
      (sum, one) => sum + one.traffic.received,
      this.#received,
    );
  }

  async close() {
    await Promise.all([...this.#people.values()].map((person) => person.leave()));
  }

  /** Returns the differences to the expected page. */
  async step(step, isLast) {
    const name = step.as ?? "me";
    const person = await this.#person(name, step.options);
    person.forget();
    for (const [i, action] of step.do.entries()) {
      if (action[0] === "close") return this.#leave(name, person);
      // A second click on a button that waits for its reply may be lost.
      if (i > 0 && !step.rush) await this.#answered(person);
      if (step.watch && i === step.do.length - 1) await this.#watch(person, step.see);
      await act(person, this.names.fill(action), this.names.base);
    }
    if (step.see) {
      const complaints = await this.#see(person, step.see);
      if (complaints.length) return complaints;
    }
    return step.passing ? [] : this.#compare(person, step, isLast);
  }

  async #person(name, options) {
    if (!this.#people.has(name)) {
      const seat = await this.seats.take();
      this.#people.set(name, new Person(seat, this.script, this.names, options));
    }
    return this.#people.get(name);
  }

  async #leave(name, person) {
    await person.leave();
    this.#people.delete(name);
    this.#received += person.traffic.received;
    return [];
  }

  async #answered(person) {
    const end = Date.now() + LONGEST_ANSWER_MS;
    while (Date.now() < end && !(await person.look())?.answered) await sleep(LOOK_EVERY_MS);
  }

  /** Starts watching inside the page, to catch short-lived states. */
  async #watch({ page }, conditions) {
    await page.evaluate(`{
      window.scenarioSeen = false;
      const unmet = ${unmet};
      const conditions = ${JSON.stringify(this.names.fill(conditions))};
      const look = () => (window.scenarioSeen ||= !unmet(conditions).length);
      new MutationObserver(look).observe(document, {
        subtree: true, childList: true, attributes: true, characterData: true,
      });
    }`);
  }

  async #see({ page }, conditions) {
    const look = `window.scenarioSeen ? [] : (${unmet})(${JSON.stringify(this.names.fill(conditions))})`;
    const end = Date.now() + LONGEST_STEP_MS;
    for (;;) {
      const complaints = await page.evaluate(look).catch((error) => [String(error).split("\n")[0]]);
      if (!complaints.length || Date.now() > end) return complaints;
      await sleep(LOOK_EVERY_MS);
    }
  }

  async #compare(person, step, isLast) {
    const { status, ...before } = person.state;
    const expected = { ...before, log: [], errors: [], ...step.expect };
    person.state = expected;
    const look = async () => {
      const seen = await person.look();
      if (!seen) return ["there is no page"];
      const complaints = differences(expected, seen.state, step.ignore);
      return complaints.length || seen.atRest ? complaints : ["the page still waits"];
    };
    const end = Date.now() + LONGEST_STEP_MS;
    for (;;) {
      let complaints = await look();
      if (!complaints.length && isLast) {
        await sleep(LOOK_AGAIN_AFTER_MS);
        complaints = await look();
      }
      if (!complaints.length || Date.now() > end) return complaints;
      await sleep(LOOK_EVERY_MS);
    }
  }
}
