/** One change of the document as it travels: `changes` is the JSON form of a ChangeSet. */
export interface WireUpdate {
  client_id: string;
  changes: unknown;
}

/** The whole document, or what has happened to it since the version that was asked about. */
export type DocumentAnswer = { version: number } & ({ text: string } | { updates: WireUpdate[] });

export type PushAnswer =
  /** The document has this version after it, which may be on top of what others did meanwhile. */
  | { status: "ok"; version: number }
  /** Too much has changed since: the document has this version by now. */
  | { status: "stale"; version: number }
  | { status: "invalid" }
  | { status: "too_large"; limit: number }
  /** Not now, such as for a budget that is spent. */
  | { status: "refused"; reason: string; retryAfterSeconds: number | undefined }
  /** No answer came: the changes may have been taken or not. */
  | { status: "lost" };

/** What a CollabClient needs of the world: a server to ask and a clock. */
export interface Wire {
  push(version: number, updates: WireUpdate[], answered: (answer: PushAnswer) => void): void;
  /** Asks for what is later than a version, -1 for the whole document; undefined: no answer. */
  pull(version: number, answered: (answer: DocumentAnswer | undefined) => void): void;
  /** How large the document may be in UTF-8, if that is known. */
  maxBytes(): number | undefined;
  later(delayMs: number, action: () => void): void;
}
