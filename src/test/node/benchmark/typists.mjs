// People who type in a challenge. They speak the page's protocol: one change is on its way at a
// time, keys that are pressed meanwhile go together with the next, and the server rebases a change
// on those that it took before. They know the length of the text and not the text, so
// that hundreds of them need little CPU.
import WebSocket from "ws";

const PUSH_EVERY_MS = 40;
const PULL_AFTER_MS = 100;
const HEARTBEAT_MS = 20_000;
const PATIENCE_MS = 30_000;
const KEY = /<\d+>/g;

// Requests that are under way at a time before the typists start.
const AT_A_TIME = 16;

// Calls `start` for each item, a few at a time; returns the results in the order of the items.
async function each(items, start) {
  const results = [];
  const left = items.entries();
  const worker = async () => {
    for (const [i, item] of left) results[i] = await start(item);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return results;
}

// Returns the ids of so many challenges. The owner opens them for all accounts.
export function challengesOf(url, tokens, count) {
  return each([...Array(count).keys()], async (i) => {
    const answer = await fetch(`${url}/api/v1/challenges`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: tokens[0] },
      body: JSON.stringify({ challenge: { title: `Typing ${i}`, prompt: "Type", visibility: "open" } }),
    });
    if (!answer.ok) throw new Error(`a challenge: ${answer.status} ${await answer.text()}`);
    return (await answer.json()).challenge.id;
  });
}

// All typists of the rooms come.
export async function joinAll(rooms) {
  await each(rooms.flatMap((room) => room.typists), (typist) => typist.join());
}

// One challenge and its typists.
export class Room {
  figures = { keys: 0, accepted: 0, stale: 0, deliveries: 0, delays: [] };
  isMeasuring = false;
  // When each key that is measured was pressed, and how many have not received it yet.
  pressed = new Map();
  typists;
  #timers = [];
  #interval;
  #keys = 0;
  #refused = new Map();

  constructor(url, id, tokens, count, keysPerSecond) {
    this.#interval = 1000 / keysPerSecond;
    this.typists = Array.from({ length: count }, (_, i) =>
      new Typist(this, url, `challenges:${id}`, tokens[i % tokens.length], `typist-${i}`));
  }

  // Each types at its own time.
  type() {
    for (const typist of this.typists) {
      const first = setTimeout(() => {
        typist.press();
        this.#timers.push(setInterval(() => typist.press(), this.#interval));
      }, Math.random() * this.#interval);
      this.#timers.push(first);
    }
  }

  startMeasuring() {
    this.isMeasuring = true;
  }

  stopMeasuring() {
    this.isMeasuring = false;
  }

  // All stop typing and wait until each has all changes.
  async finish() {
    this.#timers.forEach((timer) => clearTimeout(timer));
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end && !this.#isQuiet()) await new Promise((done) => setTimeout(done, 50));
    this.typists.forEach((typist) => typist.leave());
  }

  #isQuiet() {
    const newest = Math.max(...this.typists.map(({ version }) => version));
    return this.typists.every((typist) => typist.isSaved && typist.version === newest);
  }

  problems() {
    const found = [...this.#refused].map(([reason, count]) => `${count} changes refused: ${reason}`);
    if (!this.#isQuiet()) found.push("not all have all changes");
    if (this.pressed.size > 0) found.push(`${this.pressed.size} keys have not come to all`);
    for (const { name, problem } of this.typists) if (problem) found.push(`${name}: ${problem}`);
    return found;
  }

  nextKey() {
    const key = `<${this.#keys++}>`;
    if (this.isMeasuring) {
      this.figures.keys++;
      this.pressed.set(key, { at: performance.now(), missing: this.typists.length - 1 });
    }
    return key;
  }

  received(key) {
    const pressed = this.pressed.get(key);
    if (!pressed) return;
    this.figures.delays.push(performance.now() - pressed.at);
    if (--pressed.missing === 0) this.pressed.delete(key);
  }

  count(name) {
    if (this.isMeasuring) this.figures[name]++;
  }

  refused(reason) {
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
  }
}

class Typist {
  version = -1;
  problem;
  #room;
  #topic;
  #socket;
  #url;
  #length = 0;
  #waiting = "";
  #sent;
  #ref = 1;
  #answers = new Map();
  #isScheduled = false;
  #newest = -1;
  #heartbeat;

  constructor(room, url, topic, token, name) {
    this.#room = room;
    this.#topic = topic;
    this.name = name;
    this.#url = `${url.replace("http", "ws")}/socket/websocket?vsn=2.0.0&token=${token}`;
  }

  get isSaved() {
    return this.#waiting === "" && this.#sent === undefined;
  }

  async join() {
    this.#socket = new WebSocket(this.#url, { perMessageDeflate: false });
    await new Promise((opened, failed) => this.#socket.on("open", opened).on("error", failed));
    this.#socket.on("message", (data) => this.#receive(JSON.parse(data)));
    this.#socket.on("close", (code) => (this.problem = `closed with ${code}`));
    const { status, response } = await new Promise((answered) =>
      this.#ask("phx_join", { collab: { version: -1 } }, (...answer) => answered({ status: answer[0], response: answer[1] })));
    if (status !== "ok") throw new Error(`${this.name}: ${JSON.stringify(response)}`);
    this.version = response.document.version;
    this.#length = (response.document.text ?? "").length;
    this.#heartbeat = setInterval(
      () => this.#socket.send(JSON.stringify([null, `${this.#ref++}`, "phoenix", "heartbeat", {}])),
      HEARTBEAT_MS);
  }

  leave() {
    clearInterval(this.#heartbeat);
    this.#socket.removeAllListeners("close").close();
  }

  press() {
    this.#waiting += this.#room.nextKey();
    this.#schedule(PUSH_EVERY_MS);
  }

  #schedule(delay) {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setTimeout(() => {
      this.#isScheduled = false;
      this.#push();
    }, delay);
  }

  #push() {
    if (this.#sent || this.version < this.#newest) return;
    if (this.#waiting === "") return;
    const text = this.#waiting;
    const at = Math.floor(Math.random() * (this.#length + 1));
    const changes = [];
    if (at > 0) changes.push(at);
    changes.push([0, text]);
    if (at < this.#length) changes.push(this.#length - at);
    this.#waiting = "";
    this.#sent = text;
    const updates = [{ client_id: this.name, changes }];
    const push = { version: this.version, updates, rebase: true };
    this.#ask("document:push", push, (status, response) => {
      if (status === "ok") {
        this.#room.count("accepted");
        this.#newest = Math.max(this.#newest, response.version);
        this.#confirm(response.version);
      } else {
        this.#unsend();
        if (response.reason !== "stale") {
          this.#room.refused(response.reason);
          return this.#schedule(1000);
        }
        this.#room.count("stale");
        this.#newest = Math.max(this.#newest, response.version);
      }
      this.#proceed();
    });
  }

  // The answer or the broadcast confirms a change, whichever comes first.
  #confirm(version) {
    if (this.#sent === undefined || version !== this.version + 1) return;
    this.#length += this.#sent.length;
    this.#sent = undefined;
    this.version++;
  }

  #unsend() {
    if (this.#sent === undefined) return;
    this.#waiting = this.#sent + this.#waiting;
    this.#sent = undefined;
  }

  #proceed() {
    if (this.version < this.#newest) return this.#pullLater();
    this.#schedule(0);
  }

  // Usually the broadcast comes before.
  #pullLater() {
    setTimeout(() => {
      if (this.version >= this.#newest) return;
      const version = this.version;
      this.#ask("document:pull", { version }, (status, response) => {
        if (response.updates) this.#apply(version, response.updates);
        else this.problem = `a pull was answered with ${JSON.stringify(response)}`;
        this.#proceed();
      });
    }, PULL_AFTER_MS);
  }

  #receive([, ref, topic, event, payload]) {
    if (topic !== this.#topic) return;
    if (event === "phx_reply") {
      const answered = this.#answers.get(ref);
      this.#answers.delete(ref);
      answered?.(payload.status, payload.response);
    } else if (event === "document:updates") {
      this.#room.count("deliveries");
      this.#apply(payload.version, payload.updates);
      if (this.#waiting !== "" && !this.#sent) this.#schedule(0);
    }
  }

  #apply(from, updates) {
    this.#newest = Math.max(this.#newest, from + updates.length);
    if (from > this.version) return this.#pullLater();
    for (const { client_id: client, changes } of updates.slice(this.version - from)) {
      if (client === this.name) {
        this.#confirm(this.version + 1);
        continue;
      }
      this.version++;
      for (const part of changes) {
        if (typeof part === "number") continue;
        for (const line of part.slice(1)) {
          this.#length += line.length;
          for (const key of line.match(KEY) ?? []) this.#room.received(key);
        }
      }
    }
  }

  #ask(event, payload, answered) {
    const ref = `${this.#ref++}`;
    this.#answers.set(ref, answered);
    this.#socket.send(JSON.stringify(["1", ref, this.#topic, event, payload]));
  }
}
