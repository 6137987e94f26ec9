// The pages' script: the published client with a hook that reports its callbacks.
import { LongPoll, Socket } from "phoenix";
import { LiveSocket } from "live-client";

const options = window.scenarioOptions ?? {};
const hooks = new Map();

const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!value || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
};
const json = (value) => JSON.stringify(sorted(value));
const log = (line) => window.scenarioLog?.(line);

const Log = {
  mounted() {
    hooks.set(this.el.id, this);
    log(`mounted ${this.el.id}`);
    for (const name of ["hello", "later"]) {
      this.handleEvent(name, (payload) => log(`event ${this.el.id} ${name} ${json(payload)}`));
    }
  },
  updated() {
    const { n } = this.el.dataset;
    log(`updated ${this.el.id}${n === undefined ? "" : ` n=${n}`}`);
  },
  destroyed() {
    log(`destroyed ${this.el.id}`);
  },
  disconnected() {
    log(`disconnected ${this.el.id}`);
  },
  reconnected() {
    log(`reconnected ${this.el.id}`);
  },
};

for (const name of ["phx:hello", "phx:later", "kit:hit", "kit:removed"]) {
  window.addEventListener(name, ({ target, detail }) =>
    log(`window ${name} at ${target.id || "window"} ${json(detail)}`),
  );
}
for (const name of ["start", "stop"]) {
  window.addEventListener(`phx:page-loading-${name}`, ({ detail }) =>
    log(`loading ${name} ${detail?.kind}`),
  );
}

window.scenario = {
  // Simulates a lost connection: the client sees code 1006. A close by the page would be clean.
  drop() {
    const connection = liveSocket.socket.conn;
    const closed = connection.onclose;
    const ignored = () => {};
    Object.assign(connection, {
      onopen: ignored,
      onclose: ignored,
      onerror: ignored,
      onmessage: ignored,
    });
    connection.close();
    closed.call(connection, { code: 1006, reason: "", wasClean: false });
  },
  push(id, event, payload) {
    Promise.resolve(hooks.get(id).pushEvent(event, payload)).then(
      (reply) => log(`reply ${id} ${event} ${json(reply)}`),
      (error) => log(`rejected ${id} ${event} ${error?.message}`),
    );
  },
  pushTo(id, target, event, payload) {
    hooks
      .get(id)
      .pushEventTo(target, event, payload, (reply) => log(`reply ${id} ${event} ${json(reply)}`));
  },
};

const csrf = document.querySelector("meta[name=csrf-token]");
const keys = (event) => ({ alt: event.altKey });
const liveSocket = new LiveSocket("/live", Socket, {
  hooks: { Log },
  params: { _csrf_token: csrf?.getAttribute("content") },
  reloadJitterMin: 50,
  reloadJitterMax: 100,
  failsafeJitter: 5000,
  metadata: options.metadata ? { keydown: keys, click: keys } : {},
  ...(options.longpoll ? { transport: LongPoll } : {}),
});
window.liveSocket = liveSocket;
liveSocket.connect();
