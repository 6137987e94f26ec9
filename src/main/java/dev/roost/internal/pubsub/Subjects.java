package dev.roost.internal.pubsub;

/** The subjects of this package's messages between nodes. */
final class Subjects {
  /** A broadcast for the receiver's subscribers. */
  static final String BROADCAST = "broadcast";

  /** Topics that the sender subscribes to and unsubscribes from. */
  static final String INTEREST = "interest";

  /** A request for all topics that the receiver subscribes to. */
  static final String ASK_INTEREST = "interest?";

  /** A message of the receiver was lost: the receiver must send its requests again. */
  static final String LOST = "lost";

  private Subjects() {}
}
