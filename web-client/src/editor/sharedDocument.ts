import type { Channel } from "phoenix";
import { ask, type Answer } from "../channels/ask";
import { createCodeEditor, type CodeEditor } from "./codeEditor";
import { CollabClient, type Refusal, type SyncStatus } from "./collabClient";
import { OwnCursor } from "./ownCursor";
import { setPeers } from "./peerCursors";
import { Peers, type PeerCursor, type PeerEditor } from "./peers";
import { keepStash, takeStash } from "./stash";
import type { ThemeName } from "./themes";
import { TypingPause } from "./typingPause";
import { channelWire } from "./channelWire";
import type { DocumentAnswer, WireUpdate } from "./wire";

export interface SharedDocumentOptions {
  parent: HTMLElement;
  userId: number;
  challengeId: string;
  theme: ThemeName;
  attributes: Record<string, string>;
  maxBytes: () => number | undefined;
  emptied: (empty: boolean) => void;
  status: (status: SyncStatus, refusal: Refusal | undefined) => void;
}

/** A line that someone points to, as the server tells of it. */
interface LinePointed {
  user_id: number;
  first_name: string;
  last_name: string;
  version: number;
  position: number;
}

/** What happens in the text that others share. */
export interface Watcher {
  /** The cursors of others may be elsewhere. */
  peersMoved(): void;
  /** The reader typed, moved the cursor or scrolled. */
  acted(): void;
  /** Someone else points to a position in this text. */
  pointed(person: Omit<LinePointed, "version" | "position">, position: number): void;
}

/** An editor and what keeps it the same as everyone else's, over a challenge's channel. */
export class SharedDocument {
  readonly editor: CodeEditor;
  readonly #options: SharedDocumentOptions;
  readonly #client: CollabClient;
  readonly #peers = new Peers();
  readonly #cursor: OwnCursor;
  readonly #typing: TypingPause;
  #channel: Channel | undefined;
  #askedFrom = -1;
  #presentUsers: ReadonlySet<number> | undefined;
  #editable = true;
  #watcher: Watcher | undefined;

  constructor(options: SharedDocumentOptions) {
    this.#options = options;
    const stash = takeStash(options.userId, options.challengeId);
    const clientId = stash?.clientId ?? crypto.randomUUID();
    this.editor = createCodeEditor({
      ...options,
      clientId,
      edited: () => {
        this.#client.edited();
        this.#typing.typed();
      },
      selected: () => this.#cursor.changed(),
      blurred: () => this.#typing.ended(),
      acted: () => this.#watcher?.acted(),
    });
    const { view } = this.editor;

    this.#client = new CollabClient(
      clientId,
      view,
      channelWire(() => this.#channel, options.maxBytes),
      {
        status: (status, refusal) => {
          options.status(status, refusal);
          if (status === "saved") this.#cursor.changed();
        },
        advanced: (version, changes, author) => {
          this.#peers.advanced(version, changes, author);
          this.#cursor.advanced(changes, author === clientId);
          this.#showPeers();
        },
      },
    );
    this.#cursor = new OwnCursor(view, this.#client, (payload) => {
      if (this.#channel?.state === "joined") this.#channel.push("cursor:update", payload);
    });
    this.#typing = new TypingPause(
      () => this.#client.status !== "saving",
      () => this.#channel?.push("current_participant_typing:remove", {}),
    );
    if (stash) {
      this.#client.restore(stash);
      this.editor.setReadOnly(false);
    }

    window.addEventListener("pagehide", this.#keep);
    window.addEventListener("pageshow", this.#shownAgain);
    window.addEventListener("beforeunload", this.#warn);
  }

  joinParams(): object {
    this.#askedFrom = this.#client.version;
    return { collab: { version: this.#askedFrom } };
  }

  listen(channel: Channel): void {
    channel.on("document:updates", (told: { version: number; updates: WireUpdate[] }) =>
      this.#client.received(told.version, told.updates),
    );
    channel.on("cursor:updated", (cursor: PeerCursor) => {
      if (cursor.client_id === this.#client.clientId) return;
      this.#peers.moved(cursor);
      this.#showPeers();
    });
    channel.on("cursor:gone", (editor: PeerEditor) => {
      this.#peers.gone(editor);
      this.#showPeers();
    });
    channel.on("line:pointed", ({ version, position, ...person }: LinePointed) => {
      // Another page of the reader pointed.
      if (person.user_id === this.#options.userId) return;
      this.#watcher?.pointed(person, this.#here(this.#peers.positionNow(version, position), 1));
    });
    channel.on("user:joined", () => this.#cursor.tellAgain());
  }

  joined(channel: Channel, document: DocumentAnswer): void {
    this.#channel = channel;
    this.#client.joined(this.#askedFrom, document);
    this.editor.setReadOnly(!this.#editable);
    this.#cursor.tellAgain();
  }

  left(): void {
    this.#channel = undefined;
    this.#client.left();
    this.#typing.stop();
    this.#peers.clear();
    this.#showPeers();
  }

  /** Whether the server takes edits of this user now. */
  setEditable(editable: boolean): void {
    this.#editable = editable;
    if (this.#channel) this.editor.setReadOnly(!editable);
  }

  /** The people in the room. Others may have left without a message. */
  setPresent(userIds: ReadonlySet<number>): void {
    this.#presentUsers = userIds;
    this.#showPeers();
  }

  /** Has the watcher told of what others do; returns how to end that. */
  watch(watcher: Watcher): () => void {
    this.#watcher = watcher;
    return () => {
      if (this.#watcher === watcher) this.#watcher = undefined;
    };
  }

  /** Where someone's cursor is; nothing if they have none. */
  cursorOf(userId: number): number | undefined {
    const cursor = this.#peers
      .list()
      .filter(({ user_id }) => user_id === userId)
      .at(-1);
    const head = cursor?.ranges[0]?.head;
    return head === undefined ? undefined : this.#here(head, -1);
  }

  /**
   * Points everybody in the room to the line of the cursor.
   *
   * @returns the number of the line; nothing while there is no connection
   */
  point(answered: (answer: Answer<unknown>) => void): number | undefined {
    if (this.#channel?.state !== "joined") return undefined;
    const { doc, selection } = this.editor.view.state;
    const line = doc.lineAt(selection.main.head);
    const position = this.#client.localChanges.invertedDesc.mapPos(line.from);
    ask(this.#channel, "line:point", { version: this.#client.version, position }, answered);
    return line.number;
  }

  destroy(): void {
    window.removeEventListener("pagehide", this.#keep);
    window.removeEventListener("pageshow", this.#shownAgain);
    window.removeEventListener("beforeunload", this.#warn);
    this.#keep();
    this.left();
    this.#cursor.stop();
    this.editor.view.destroy();
  }

  #showPeers(): void {
    const local = this.#client.localChanges;
    const here = (position: number) => local.mapPos(Math.min(position, local.length), -1);
    const shown = this.#peers
      .list()
      .filter(({ user_id }) => this.#presentUsers?.has(user_id) ?? true)
      .map(({ first_name, color, ranges }) => ({
        name: first_name,
        color,
        ranges: ranges.map(({ anchor, head }) => ({ anchor: here(anchor), head: here(head) })),
      }));
    setPeers(this.editor.view, shown);
    this.#watcher?.peersMoved();
  }

  /** A position in the server's text, in the text with the local edits. */
  #here(position: number, side: -1 | 1): number {
    const local = this.#client.localChanges;
    return local.mapPos(Math.min(position, local.length), side);
  }

  readonly #keep = (): void => {
    const stash = this.#client.stash();
    if (stash) keepStash(this.#options.userId, this.#options.challengeId, stash);
  };

  readonly #shownAgain = (event: PageTransitionEvent): void => {
    // The page goes on with the edits itself.
    if (event.persisted) takeStash(this.#options.userId, this.#options.challengeId);
  };

  readonly #warn = (event: BeforeUnloadEvent): void => {
    if (this.#client.stash()) event.preventDefault();
  };
}
