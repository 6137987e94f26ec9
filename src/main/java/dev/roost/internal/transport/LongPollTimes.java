package dev.roost.internal.transport;

import dev.roost.LongPollOptions;

/** Time limits of long-polling that follow from the options. */
final class LongPollTimes {
  private LongPollTimes() {}

  /** After how long without a poll a session ends. */
  static long inactivityMillis(LongPollOptions options) {
    return options.windowMillis() + options.windowMillis() / 2;
  }

  /** For how long a client may send nothing of a body, or take to read an answer. */
  static long stallMillis(LongPollOptions options) {
    return 2 * options.windowMillis();
  }

  /** How long another node may take to answer. */
  static long nodeTimeoutMillis(LongPollOptions options) {
    return options.windowMillis() + options.pubSubTimeoutMillis();
  }
}
