import { receiveUpdates, sendableUpdates } from "@codemirror/collab";
import { ChangeSet, Text, type EditorState, type Transaction } from "@codemirror/state";
import type { Stash } from "./stash";
import { changesBetween, leavesWhole, sizeOf, textOf } from "./textDiff";
import type { DocumentAnswer, PushAnswer, Wire, WireUpdate } from "./wire";

/** The part of an EditorView that is needed here. Its state must hold the collab extension. */
export interface CollabEditor {
  readonly state: EditorState;
  dispatch(transaction: Transaction): void;
}

export type SyncStatus = "loading" | "saved" | "saving" | "waiting" | "too_large" | "failed";

/** Why the server does not take changes now, and when it is asked again. */
export interface Refusal {
  reason: string;
  retryMs: number;
}

export interface CollabEvents {
  /** The refusal comes with the status "failed" only. */
  status(status: SyncStatus, refusal: Refusal | undefined): void;
  /** The document went on to this version by changes that the client of this id made. */
  advanced(version: number, changes: ChangeSet, clientId: string | undefined): void;
}

/**
 * A push that may have been taken: the first `count` of the local edits as one change of the synced
 * document. The server rebases a push on what it took before it, and so does the client here.
 */
interface Sent {
  count: number;
  changes: ChangeSet;
}

const PUSH_EVERY_MS = 40;
const RETRY_MS = 1000;
/** A budget may need hours to fill; a smaller change may fit before that. */
const MAX_RETRY_MS = 60_000;
const PULL_AGAIN_MS = 100;
const MAX_BYTES_PER_UNIT = 3;
/** An id that no editor has, for changes that apply regardless of their author. */
const SOMEONE = "\0";

/**
 * Keeps an editor and the server's document the same. The server is the authority: it puts all
 * changes in one order and gives each a version; what is edited here is rebased until it fits.
 *
 * Local edits go out as a single change, and the next one only when the fate of the last is known.
 * When an answer is lost, the changes that are pulled next tell whether it was taken.
 */
export class CollabClient {
  readonly clientId: string;
  readonly #editor: CollabEditor;
  readonly #wire: Wire;
  readonly #events: CollabEvents;

  /** The document as the server last told it, without local edits; -1: not told yet. */
  #version = -1;
  #synced = Text.empty;

  /** Pushes made on top of this version whose fate is not known. */
  #sent: Sent[] = [];
  #awaiting: Sent | undefined;
  #pulling = false;
  #pushScheduled = false;
  #online = false;
  /** Answers that were meant for an earlier time online are not listened to. */
  #generation = 0;
  #newestHeardOf = -1;
  /** To be asked for as soon as no push is on its way: later changes, or the text as a whole. */
  #due: "updates" | "text" | undefined;
  #rejected = 0;
  #trouble: "too_large" | "failed" | undefined;
  #refusal: Refusal | undefined;
  #status: SyncStatus = "loading";
  #toldRefusal: Refusal | undefined;

  constructor(clientId: string, editor: CollabEditor, wire: Wire, events: CollabEvents) {
    this.clientId = clientId;
    this.#editor = editor;
    this.#wire = wire;
    this.#events = events;
  }

  /** The version the document here is based on; -1 if there is none yet. */
  get version(): number {
    return this.#version;
  }

  get status(): SyncStatus {
    return this.#status;
  }

  /** All local edits that are not confirmed as one change of the synced document. */
  get localChanges(): ChangeSet {
    return editsOf(this.#unconfirmed(), this.#synced);
  }

  // What the channel tells.

  /** The room was entered; `askedFrom` is the version that was told when asking. */
  joined(askedFrom: number, answer: DocumentAnswer): void {
    this.#online = true;
    this.#catchUp(askedFrom, answer);
    this.#proceed();
  }

  /** The connection is lost, or the room. */
  left(): void {
    this.#online = false;
    this.#generation++;
    this.#awaiting = undefined;
    this.#pulling = false;
    this.#due = undefined;
    this.#newestHeardOf = -1;
    this.#tellStatus();
  }

  /** Changes made by anyone, told to everyone; possibly twice or in the wrong order. */
  received(from: number, updates: WireUpdate[]): void {
    if (!this.#online) {
      this.#newestHeardOf = Math.max(this.#newestHeardOf, from + updates.length);
      return;
    }
    this.#apply(from, updates);
    this.#proceed();
  }

  // What the editor tells.

  /** The document was edited here. Call after each transaction that changed it. */
  edited(): void {
    // A refused client would be refused again, with each key.
    if (!this.#refusal) this.#trouble = undefined;
    this.#tellStatus();
    this.#schedulePush(PUSH_EVERY_MS);
  }

  // Must survive closing the page.

  stash(): Stash | undefined {
    const edits = this.#unconfirmed();
    if (edits.length === 0 || this.localChanges.empty) return undefined;
    return {
      clientId: this.clientId,
      version: this.#version,
      base: this.#synced.toString(),
      edits: edits.map((edit) => edit.changes.toJSON() as unknown),
      pushed: this.#sent.map((sent) => sent.count),
    };
  }

  /** Goes on with what an earlier client of the same id left. To be called first of all. */
  restore(stash: Stash): void {
    const base = textOf(stash.base);
    this.#receive([{ clientID: SOMEONE, changes: changesBetween(this.#synced, base) }]);
    this.#synced = base;
    this.#version = stash.version;
    const edits = stash.edits.map((json) => ChangeSet.fromJSON(json));
    for (const changes of edits) this.#editor.dispatch(this.#editor.state.update({ changes }));
    this.#sent = stash.pushed.map((count) => ({
      count,
      changes: composed(edits.slice(0, count), base.length),
    }));
    this.#tellStatus();
  }

  // Catching up.

  #catchUp(askedFrom: number, answer: DocumentAnswer): void {
    if ("text" in answer) this.#replace(answer.version, textOf(answer.text));
    else this.#apply(askedFrom, answer.updates);
  }

  #apply(from: number, updates: WireUpdate[]): void {
    this.#newestHeardOf = Math.max(this.#newestHeardOf, from + updates.length);
    if (from > this.#version) return;
    try {
      for (const update of updates.slice(this.#version - from)) this.#applyOne(update);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // It does not fit: what is here is not what the server has.
      this.#due = "text";
    }
  }

  #applyOne(update: WireUpdate): void {
    const changes = ChangeSet.fromJSON(update.changes);
    if (changes.length !== this.#synced.length) throw new RangeError("changes of another document");
    const after = changes.apply(this.#synced);
    const own =
      update.client_id === this.clientId
        ? this.#sent.find((sent) => sent.changes.apply(this.#synced).eq(after))
        : undefined;
    if (own) {
      this.#confirm(own, after);
      return;
    }
    this.#receive([{ clientID: SOMEONE, changes }]);
    this.#rebaseSent(changes);
    this.#advance(this.#version + 1, after, changes, update.client_id);
  }

  /** The server took a push, and this is the text after it. */
  #confirm(sent: Sent, after: Text): void {
    if (this.#awaiting === sent) this.#awaiting = undefined;
    const edits = this.#unconfirmed().slice(0, sent.count);
    const shown = editsOf(edits, this.#synced).apply(this.#synced);
    this.#receive(edits);
    // Several edits that are rebased one by one can differ from one change that is rebased.
    if (!shown.eq(after)) {
      this.#receive([{ clientID: SOMEONE, changes: changesBetween(shown, after) }]);
    }
    this.#rejected = 0;
    // The server takes no earlier push of this client on top of this one.
    this.#sent = [];
    this.#advance(this.#version + 1, after, sent.changes, this.clientId);
  }

  #rebaseSent(over: ChangeSet): void {
    for (const sent of this.#sent) sent.changes = sent.changes.map(over);
  }

  /**
   * The server does not tell changes but the whole text. Local edits are kept on top of it, except
   * a push whose answer was lost when the text shows that it was taken.
   */
  #replace(version: number, text: Text): void {
    let base = { count: 0, text: this.#synced, difference: changesBetween(this.#synced, text) };
    for (const { count } of this.#sent) {
      const changes = editsOf(this.#unconfirmed().slice(0, count), this.#synced);
      const pushed = changes.apply(this.#synced);
      const difference = changesBetween(pushed, text);
      const nearer = sizeOf(difference) < sizeOf(base.difference);
      if (nearer && leavesWhole(difference, changes)) base = { count, text: pushed, difference };
    }
    if (version === this.#version && base.count === 0 && base.difference.empty) return;

    if (base.count > 0) {
      this.#receive(this.#unconfirmed().slice(0, base.count));
      this.#sent = [];
    } else {
      this.#rebaseSent(base.difference);
    }
    if (!base.difference.empty) {
      this.#receive([{ clientID: SOMEONE, changes: base.difference }]);
    }
    this.#advance(version, text, changesBetween(this.#synced, text), undefined);
  }

  #advance(version: number, text: Text, changes: ChangeSet, clientId: string | undefined): void {
    this.#version = version;
    this.#synced = text;
    this.#events.advanced(version, changes, clientId);
  }

  #receive(updates: Parameters<typeof receiveUpdates>[1]): void {
    this.#editor.dispatch(receiveUpdates(this.#editor.state, updates));
  }

  // Asking the server.

  /** Does what is due now, after anything has happened. */
  #proceed(): void {
    this.#tellStatus();
    if (!this.#online || this.#awaiting || this.#pulling) return;
    if (this.#newestHeardOf > this.#version) this.#due ??= "updates";
    if (this.#due) this.#pull(this.#due);
    else this.#schedulePush(0);
  }

  #pull(what: "updates" | "text"): void {
    const from = what === "text" ? -1 : this.#version;
    this.#pulling = true;
    this.#due = undefined;
    // A server whose changes do not fit may be wrong about its version, too.
    if (what === "text") this.#newestHeardOf = -1;
    this.#wire.pull(
      from,
      this.#thisTime((answer: DocumentAnswer | undefined) => {
        if (answer) this.#catchUp(from, answer);
        else this.#due = what;
        if (this.#due || this.#newestHeardOf > this.#version) {
          this.#wire.later(answer ? PULL_AGAIN_MS : RETRY_MS, this.#thisTime(this.#pullEnded));
        } else {
          this.#pullEnded();
        }
      }),
    );
  }

  #pullEnded = (): void => {
    this.#pulling = false;
    this.#proceed();
  };

  #schedulePush(delayMs: number): void {
    if (this.#pushScheduled) return;
    this.#pushScheduled = true;
    this.#wire.later(delayMs, () => {
      this.#pushScheduled = false;
      this.#push();
    });
  }

  #push(): void {
    if (!this.#online || this.#awaiting || this.#pulling || this.#trouble) return;
    if (this.#version < 0 || this.#due) return;
    const count = this.#unconfirmed().length;
    if (count === 0) return;
    const changes = this.localChanges;
    // Typed and deleted again: nothing to send, unless an earlier push may still be taken. Then the
    // server has to take this one, so that it refuses the other.
    if (changes.empty && this.#sent.length === 0) {
      this.#receive(this.#unconfirmed());
      this.#tellStatus();
      return;
    }

    if (this.#isTooLarge()) {
      // A message as large as that might even end the connection.
      this.#trouble = "too_large";
      this.#tellStatus();
      return;
    }

    const sent: Sent = { count, changes };
    this.#sent.push(sent);
    this.#awaiting = sent;
    this.#wire.push(
      this.#version,
      [{ client_id: this.clientId, changes: changes.toJSON() as unknown }],
      this.#thisTime((answer: PushAnswer) => {
        if (this.#awaiting !== sent) return;
        this.#awaiting = undefined;
        this.#pushed(sent, answer);
        this.#proceed();
      }),
    );
  }

  #isTooLarge(): boolean {
    const max = this.#wire.maxBytes();
    const { doc } = this.#editor.state;
    if (max === undefined || doc.length * MAX_BYTES_PER_UNIT <= max) return false;
    return new TextEncoder().encode(doc.toString()).length > max;
  }

  #pushed(sent: Sent, answer: PushAnswer): void {
    if (answer.status === "ok") {
      if (!this.#sent.includes(sent)) return;
      if (answer.version === this.#version + 1)
        this.#confirm(sent, sent.changes.apply(this.#synced));
      // Changes of others are before it, which have not come yet.
      else this.#newestHeardOf = Math.max(this.#newestHeardOf, answer.version);
      return;
    }
    if (answer.status === "lost") {
      this.#due ??= "updates";
      return;
    }
    this.#sent = this.#sent.filter((other) => other !== sent);
    switch (answer.status) {
      case "stale":
        // A version behind ours is one of a document that we do not know.
        if (answer.version < this.#version) this.#due = "text";
        else this.#newestHeardOf = Math.max(this.#newestHeardOf, answer.version);
        break;
      case "invalid":
        if (this.#rejected++ === 0) this.#due = "text";
        else this.#trouble = "failed";
        break;
      case "too_large":
        this.#trouble = "too_large";
        break;
      case "refused":
        this.#refused(answer.reason, answer.retryAfterSeconds ?? 0);
        break;
    }
  }

  #refused(reason: string, retryAfterSeconds: number): void {
    const retryMs = Math.min(Math.max(retryAfterSeconds * 1000, RETRY_MS), MAX_RETRY_MS);
    this.#trouble = "failed";
    this.#refusal = { reason, retryMs };
    this.#wire.later(retryMs, () => {
      this.#trouble = undefined;
      this.#refusal = undefined;
      this.#proceed();
    });
  }

  /** The action, unless the connection was lost in the meantime. */
  #thisTime<T extends unknown[]>(action: (...values: T) => void): (...values: T) => void {
    const generation = this.#generation;
    return (...values) => {
      if (generation === this.#generation) action(...values);
    };
  }

  #unconfirmed(): readonly { changes: ChangeSet; clientID: string }[] {
    return sendableUpdates(this.#editor.state);
  }

  #tellStatus(): void {
    const status = this.#currentStatus();
    const refusal = status === "failed" ? this.#refusal : undefined;
    if (status === this.#status && refusal === this.#toldRefusal) return;
    this.#status = status;
    this.#toldRefusal = refusal;
    this.#events.status(status, refusal);
  }

  #currentStatus(): SyncStatus {
    if (this.#version < 0) return "loading";
    if (this.#unconfirmed().length === 0) return "saved";
    if (this.#trouble) return this.#trouble;
    return this.#online ? "saving" : "waiting";
  }
}

function editsOf(edits: readonly { changes: ChangeSet }[], of: Text): ChangeSet {
  return composed(
    edits.map((edit) => edit.changes),
    of.length,
  );
}

function composed(changes: readonly ChangeSet[], length: number): ChangeSet {
  return changes.reduce((all, next) => all.compose(next), ChangeSet.empty(length));
}
