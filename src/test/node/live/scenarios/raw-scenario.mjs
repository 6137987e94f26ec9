// A scenario of HTTP requests and frames without the client.
import { once } from "node:events";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { text as readText } from "node:stream/consumers";
import WebSocket from "ws";
import { differences } from "./differences.mjs";
import { Names } from "./names.mjs";
import { Variables } from "./variables.mjs";

const LONGEST_STEP_MS = 10_000;
const LOOK_EVERY_MS = 20;
const LOOK_AGAIN_AFTER_MS = 100;

export class RawScenario {
  received = 0;
  #jars = new Map();
  #sockets = new Map();

  constructor({ base }) {
    this.base = base;
    this.variables = new Variables({ base, run: new Names(base).run });
  }

  close() {
    for (const { socket } of this.#sockets.values()) socket.terminate();
  }

  async step(step) {
    const seen = {};
    const connection = () => this.#sockets.get(step.as ?? "ws");
    let listens = false;
    for (const [what, argument, options = {}] of step.do) {
      if (what === "get" || what === "post") {
        Object.assign(seen, await this.#request(what.toUpperCase(), argument, options));
      } else if (what === "connect") {
        seen.opened = await this.#connect(argument);
        if (!seen.opened) seen.http = this.refusedWith;
      } else if (what === "send") {
        connection().socket.send(JSON.stringify(this.variables.fill(argument)));
        listens = true;
      } else if (what === "listen") {
        listens = true;
      } else {
        throw new Error(`no such action: ${what}`);
      }
    }
    if (listens) Object.assign(seen, await this.#frames(connection(), step.expect));
    if (step.unordered) {
      seen.frames.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    }
    return differences(step.expect, seen, step.ignore);
  }

  async #request(method, path, { jar = "me", store, has, headers = {} }) {
    const cookies = this.#jar(jar);
    const request = http.request(this.base + this.variables.fill(path), {
      method,
      agent: false,
      headers: { accept: "text/html", cookie: written(cookies), ...this.variables.fill(headers) },
    });
    request.end();
    const [response] = await once(request, "response", {
      signal: AbortSignal.timeout(LONGEST_STEP_MS),
    });
    const body = await readText(response);
    for (const line of response.headers["set-cookie"] ?? []) keep(cookies, line);
    if (store) this.variables.store(store, body);
    const seen = { http: response.statusCode };
    const { location } = response.headers;
    if (location) seen.location = this.variables.hide(location);
    if (has) {
      const found = this.variables.fill(has).map((part) => part !== "" && body.includes(part));
      seen.has = Object.fromEntries(has.map((part, i) => [part, found[i]]));
    }
    return seen;
  }

  #jar(name) {
    if (!this.#jars.has(name)) this.#jars.set(name, new Map());
    return this.#jars.get(name);
  }

  #connect({ as = "ws", params = {}, jar = "me", origin } = {}) {
    const query = new URLSearchParams({ vsn: "2.0.0", ...this.variables.fill(params) });
    const headers = jar === null ? {} : { cookie: written(this.#jar(jar)) };
    if (origin) headers.origin = origin;
    const address = `${this.base.replace(/^http/, "ws")}/live/websocket?${query}`;
    const socket = new WebSocket(address, { headers });
    const connection = { socket, frames: [], closed: undefined };
    this.#sockets.set(as, connection);
    socket.on("message", (data) => {
      this.received += data.length;
      connection.frames.push(JSON.parse(data));
    });
    socket.on("close", (code) => (connection.closed = code));
    return new Promise((resolve) => {
      socket.on("open", () => resolve(true));
      socket.on("unexpected-response", (_, { statusCode }) => {
        this.refusedWith = statusCode;
        resolve(false);
      });
      socket.on("error", () => resolve(false));
    });
  }

  async #frames(connection, expected) {
    const end = Date.now() + LONGEST_STEP_MS;
    const wanted = expected.frames?.length ?? 0;
    const isThere = () =>
      connection.frames.length >= wanted && (!expected.closed || connection.closed);
    while (!isThere() && Date.now() < end) await sleep(LOOK_EVERY_MS);
    // Waits for unexpected frames.
    await sleep(LOOK_AGAIN_AFTER_MS);
    const frames = connection.frames.splice(0).filter((frame) => !isEmptyDiff(frame));
    const seen = { frames: frames.map((frame) => this.variables.hide(frame)) };
    const { closed } = connection;
    // The web server decides which of the two it sends.
    if (closed) seen.closed = closed === 1000 || closed === 1001 ? "1000 or 1001" : closed;
    return seen;
  }
}

function written(cookies) {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

function keep(cookies, line) {
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
  if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

// The recorded server sends a flash before a redirect.
function isEmptyDiff([, , , event, payload]) {
  return event === "diff" && JSON.stringify(payload) === '{"e":[]}';
}
