import { topicOf } from "./connections.mjs";
import { Latencies } from "./window.mjs";

// Publishes to topics and checks the deliveries. Publisher p is client p, a member of its own
// topic. With a rate, messages are due at fixed times and latency counts from then. Without, each
// publisher keeps some messages in flight and sends the next when its own message returns.
export class Fanout {
  #clients;
  #options;
  #sent;
  #expected;
  #begin = 0;
  #published = 0;
  #timer;
  #sending = false;
  #measureFrom = Infinity;
  #measureTo = Infinity;
  #deliveries = 0;
  #missed = new Set();
  #duplicated = 0;
  #reordered = 0;
  received = 0;
  latencies = new Latencies();

  constructor(clients, options) {
    this.#clients = clients;
    this.#options = options;
    this.#sent = new Uint32Array(options.pubs);
    // For each client, the next expected number of each publisher of its topic.
    this.#expected = clients.map(() => new Uint32Array(Math.ceil(options.pubs / options.topics)));
    clients.forEach((client, i) => {
      client.onMessage = ([, , payload]) => this.#receive(i, payload);
    });
  }

  start() {
    this.#sending = true;
    this.#begin = performance.now();
    if (this.#options.rate > 0) {
      this.#timer = setInterval(() => this.#sendDue(), 1);
    } else {
      for (let p = 0; p < this.#options.pubs; p++) {
        for (let i = 0; i < this.#options.inflight; i++) this.#publish(p, performance.now());
      }
    }
  }

  measure() {
    this.#measureFrom = performance.now();
    this.#deliveries = 0;
  }

  stop() {
    this.#sending = false;
    clearInterval(this.#timer);
    this.#measureTo = performance.now();
    return { deliveries: this.#deliveries };
  }

  #sendDue() {
    const { pubs, rate } = this.#options;
    const interval = 1000 / rate;
    for (;;) {
      const due = this.#begin + (this.#published + 0.5) * interval;
      if (due > performance.now()) return;
      this.#publish(this.#published % pubs, due);
    }
  }

  #publish(p, t) {
    this.#published++;
    const payload = { t, p, s: this.#sent[p]++, body: "" };
    const missing = this.#options.size - JSON.stringify(payload).length;
    if (missing > 0) payload.body = "x".repeat(missing);
    this.#clients[p].emit("pub", topicOf(p, this.#options), payload);
  }

  #receive(i, { t, p, s }) {
    const expected = this.#expected[i];
    const slot = Math.floor(p / this.#options.topics);
    this.received++;
    this.#deliveries++;
    if (s === expected[slot]) {
      expected[slot]++;
    } else if (s > expected[slot]) {
      for (; expected[slot] < s; expected[slot]++) this.#missed.add(`${i} ${p} ${expected[slot]}`);
      expected[slot]++;
    } else if (this.#missed.delete(`${i} ${p} ${s}`)) {
      this.#reordered++;
    } else {
      this.#duplicated++;
    }
    if (t >= this.#measureFrom && t < this.#measureTo) this.latencies.add(performance.now() - t);
    if (p === i && this.#sending && this.#options.rate === 0) this.#publish(p, performance.now());
  }

  violations() {
    const { topics, pubs } = this.#options;
    let missing = this.#missed.size;
    this.#expected.forEach((expected, i) => {
      for (let p = i % topics; p < pubs; p += topics) {
        missing += this.#sent[p] - expected[Math.floor(p / topics)];
      }
    });
    return { missing, duplicated: this.#duplicated, reordered: this.#reordered };
  }
}
