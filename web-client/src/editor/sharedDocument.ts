import type { Channel } from "phoenix";
import { createCodeEditor, type CodeEditor } from "./codeEditor";
import { CollabClient, type Refusal, type SyncStatus } from "./collabClient";
import { OwnCursor } from "./ownCursor";
import { setPeers } from "./peerCursors";
import { Peers, type PeerCursor } from "./peers";
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
      if (!this.#editable) return;
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
    channel.on("cursor:gone", ({ client_id }: { client_id: string }) => {
      this.#peers.gone(client_id);
      this.#showPeers();
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
