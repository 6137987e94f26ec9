package dev.roost.rooms.budgets;

import java.util.Locale;

/** A kind of budget. */
public enum Budget {
  /** Chat messages. */
  MESSAGES,
  /** Changes of a response or a language. */
  EDITS,
  /** Lines that are pointed out to a room. */
  POINTERS,
  /** New challenges, chats and invites; exports, and versions of a text that are restored. */
  CREATIONS,
  /** First messages of rooms. */
  ROOMS,
  /** Bytes that are stored. */
  BYTES;

  /** The name in metrics and logs. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name in sentences. */
  String words() {
    return switch (this) {
      case MESSAGES -> "messages";
      case EDITS -> "changes";
      case POINTERS -> "pointers to lines";
      case CREATIONS -> "new challenges, chats, invites, exports and restored versions";
      case ROOMS -> "new rooms";
      case BYTES -> "data";
    };
  }
}
