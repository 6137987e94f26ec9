package dev.roost.internal.pubsub;

/** What the messages between nodes are about, as far as this package is concerned. */
final class Subjects {
  /** A broadcast for the receiver's subscribers. */
  static final String BROADCAST = "broadcast";

  /** Topics that the sender wants to hear of, and no longer. */
  static final String INTEREST = "interest";

  /** A wish for all topics that the receiver wants to hear of. */
  static final String ASK_INTEREST = "interest?";

  /** Something the receiver sent never came: questions of its own have to be asked anew. */
  static final String LOST = "lost";

  private Subjects() {}
}
