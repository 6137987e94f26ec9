package dev.roost.dashboard;

/**
 * A request from one node to another.
 *
 * @param kind of question
 * @param text for searches, what is looked for; for the end of a connection, the path of its socket
 * @param number for searches, how many items are wanted; else the id of the connection
 */
record Question(Kind kind, String text, long number) {
  static final Question SAMPLE = new Question(Kind.SAMPLE, "", 0);

  /** Kinds of questions. */
  enum Kind {
    /** The figures of the node: a {@link NodeSample}. */
    SAMPLE,
    /** Connections: a {@link SocketRows}. */
    SOCKETS,
    /** Topics: a {@link TopicRows}. */
    TOPICS,
    /** The end of a connection: a {@link Disconnected}. */
    DISCONNECT
  }

  /** Whether there was such a connection. */
  record Disconnected(boolean found) {}
}
