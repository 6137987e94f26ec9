import { createRequire } from "node:module";
import WebSocket from "ws";
import { channelWire, collab, CollabClient, EditorState } from "./editor.mjs";

const { Socket } = createRequire(import.meta.url)("phoenix-1.8");

const TOKEN = /<[a-z]\d+>/g;
const FILLERS = ["", "", " ", ".", "\n", "- filler - ", "ä€😀 "];
const MAX_DELETED = 12;
const RECONNECT_MS = 100;

// Types at random in one challenge. Each token is inserted once and never deleted; text between
// tokens is deleted at random.
export class Typist {
  tokens = [];
  // The times at which its changes were accepted.
  acceptedAt = [];
  counts = { edits: 0, sent: 0, ok: 0, stale: 0, invalid: 0, too_large: 0, refused: 0, lost: 0 };
  // The index of its current server.
  server;

  #name;
  #urls;
  #home;
  #next;
  #socket;
  #channel;
  #client;
  #joined = 0;

  // `home` is the index of its first server.
  constructor({ name, token, urls, home, challenge }) {
    this.#name = name;
    this.#urls = urls;
    this.#home = home;
    this.#next = home;
    const clientId = `typist-${name}`;
    this.state = EditorState.create({ extensions: collab({ clientID: clientId }) });
    this.#client = new CollabClient(clientId, this, this.#wire(), {
      status: () => {},
      advanced: (_version, _changes, author) => {
        if (author === clientId) this.acceptedAt.push(Date.now());
      },
    });
    this.#socket = new Socket(this.#endpoint(home), {
      params: { token },
      transport: this.#transport(),
      reconnectAfterMs: () => RECONNECT_MS,
      rejoinAfterMs: () => RECONNECT_MS,
    });
    this.#join(`challenges:${challenge}`);
  }

  // The editor interface of CollabClient.
  dispatch(transaction) {
    this.state = transaction.state;
  }

  get text() {
    return this.state.doc.toString();
  }

  get version() {
    return this.#client.version;
  }

  get isSaved() {
    return this.#client.status === "saved" && this.#channel.state === "joined";
  }

  get timesJoined() {
    return this.#joined;
  }

  // Reconnects to its first server without a close frame.
  goHome() {
    this.#next = this.#home;
    this.#socket.conn.close(4000);
  }

  editOnce() {
    const text = this.text;
    const position = outsideOfTokens(text, Math.floor(Math.random() * (text.length + 1)));
    const changes =
      Math.random() < 0.25 ? this.#deletion(text, position) : this.#insertion(position);
    this.dispatch(this.state.update({ changes }));
    this.counts.edits++;
    this.#client.edited();
  }

  stop() {
    this.#socket.disconnect();
  }

  #insertion(position) {
    const token = `<${this.#name}${this.tokens.length}>`;
    this.tokens.push(token);
    const filler = FILLERS[Math.floor(Math.random() * FILLERS.length)];
    return { from: position, insert: token + filler };
  }

  #deletion(text, from) {
    const token = text.indexOf("<", from);
    const end = Math.min(from + MAX_DELETED, token < 0 ? text.length : token);
    return { from, to: betweenCharacters(text, end) };
  }

  #join(topic) {
    let askedFrom;
    const params = () => {
      askedFrom = this.#client.version;
      return { collab: { version: askedFrom } };
    };
    this.#channel = this.#socket.channel(topic, params);
    this.#channel.on("document:updates", ({ version, updates }) =>
      this.#client.received(version, updates),
    );
    this.#channel.onError(() => this.#client.left());
    this.#channel.join().receive("ok", ({ document }) => {
      this.#joined++;
      this.#client.joined(askedFrom, document);
    });
    this.#socket.connect();
  }

  #wire() {
    const wire = channelWire(
      () => this.#channel,
      () => undefined,
    );
    return {
      ...wire,
      push: (version, updates, answered) => {
        this.counts.sent++;
        wire.push(version, updates, (answer) => {
          this.counts[answer.status]++;
          answered(answer);
        });
      },
    };
  }

  #endpoint(server) {
    return `${this.#urls[server].replace(/^http/, "ws")}/socket`;
  }

  // Connections rotate over the servers, like behind a load balancer.
  #transport() {
    const typist = this;
    return class extends WebSocket {
      constructor(url, protocols) {
        const server = typist.#next;
        typist.#next = (server + 1) % typist.#urls.length;
        super(url.replace(typist.#endpoint(typist.#home), typist.#endpoint(server)), protocols);
        this.on("open", () => (typist.server = server));
      }
    };
  }
}

// All tokens of a text, in order.
export function tokensOf(text) {
  return text.match(TOKEN) ?? [];
}

// Neither inside a token nor inside a surrogate pair.
function outsideOfTokens(text, position) {
  const begin = text.lastIndexOf("<", position - 1);
  if (position > 0 && begin >= 0) {
    const end = text.indexOf(">", begin) + 1;
    if (position < end) return end;
  }
  return betweenCharacters(text, position);
}

// Not inside a surrogate pair: the server refuses halves.
function betweenCharacters(text, position) {
  return /[\uDC00-\uDFFF]/.test(text[position] ?? "") ? position + 1 : position;
}
