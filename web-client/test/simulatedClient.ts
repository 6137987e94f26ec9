import { collab } from "@codemirror/collab";
import { history, redo, undo } from "@codemirror/commands";
import { EditorState, type ChangeSpec, type Transaction } from "@codemirror/state";
import { CollabClient, type Refusal, type SyncStatus } from "../src/editor/collabClient";
import type { Stash } from "../src/editor/stash";
import type { Wire, WireUpdate } from "../src/editor/wire";
import type { SimulatedServer } from "./simulatedServer";

/** Decides what the network does with each message. */
export interface Network {
  /** Delivers, now or later; or never, or twice. */
  carry(deliver: () => void): void;
  /** An answer that did not come within the time that is waited for it. */
  timeout(tell: () => void): void;
  later(delayMs: number, action: () => void): void;
}

/** An editor with its collab client, joined to a simulated server over a simulated network. */
export class SimulatedClient {
  state: EditorState;
  readonly collab: CollabClient;
  readonly statuses: SyncStatus[] = [];
  refusal: Refusal | undefined;
  readonly #server: SimulatedServer;
  readonly #network: Network;
  maxBytes: number | undefined;
  #connection = 0;
  #disconnect: (() => void) | undefined;

  constructor(id: string, server: SimulatedServer, network: Network, stash?: Stash) {
    this.#server = server;
    this.#network = network;
    this.state = EditorState.create({ extensions: [history(), collab({ clientID: id })] });
    this.collab = new CollabClient(id, this, this.#wire(), {
      status: (status, refusal) => {
        this.statuses.push(status);
        this.refusal = refusal;
      },
      advanced: () => {},
    });
    if (stash) this.collab.restore(stash);
  }

  get text(): string {
    return this.state.doc.toString();
  }

  dispatch(transaction: Transaction): void {
    this.state = transaction.state;
  }

  edit(changes: ChangeSpec, userEvent = "input"): void {
    this.dispatch(this.state.update({ changes, userEvent }));
    this.collab.edited();
  }

  undo(): void {
    undo({ state: this.state, dispatch: (transaction) => this.dispatch(transaction) });
    this.collab.edited();
  }

  redo(): void {
    redo({ state: this.state, dispatch: (transaction) => this.dispatch(transaction) });
    this.collab.edited();
  }

  get connected(): boolean {
    return this.#disconnect !== undefined;
  }

  connect(): void {
    this.disconnect();
    const connection = ++this.#connection;
    const here = () => this.#connection === connection;
    const listener = (from: number, updates: WireUpdate[]) =>
      this.#network.carry(() => {
        if (here()) this.collab.received(from, updates);
      });
    this.#disconnect = () => this.#server.listeners.delete(listener);
    const asked = this.collab.version;
    this.#server.listeners.add(listener);
    const answer = this.#server.pull(asked);
    // phoenix hands out nothing before the join's answer in order, but a broadcast may overtake.
    if (here()) this.collab.joined(asked, answer);
  }

  disconnect(): void {
    if (!this.#disconnect) return;
    this.#disconnect();
    this.#disconnect = undefined;
    this.#connection++;
    this.collab.left();
  }

  /** A request of this connection. It may arrive after the connection has ended here. */
  #ask<T>(request: () => T, answered: (answer: T) => void, lost: () => void): void {
    const connection = this.#connection;
    let open = true;
    const once = (tell: () => void) => {
      if (!open || this.#connection !== connection) return;
      open = false;
      tell();
    };
    this.#network.carry(() => {
      const answer = request();
      this.#network.carry(() => once(() => answered(answer)));
    });
    this.#network.timeout(() => once(lost));
  }

  #wire(): Wire {
    return {
      push: (version, updates, answered) =>
        this.#ask(
          onlyOnce(() => this.#server.push(version, updates)),
          answered,
          () => answered({ status: "lost" }),
        ),
      pull: (version, answered) =>
        this.#ask(
          () => this.#server.pull(version),
          answered,
          () => answered(undefined),
        ),
      maxBytes: () => this.maxBytes,
      later: (delayMs, action) => this.#network.later(delayMs, action),
    };
  }
}

/** A channel handles each message once, even where the network hands on broadcasts twice. */
function onlyOnce<T>(action: () => T): () => T {
  let result: { value: T } | undefined;
  return () => (result ??= { value: action() }).value;
}
