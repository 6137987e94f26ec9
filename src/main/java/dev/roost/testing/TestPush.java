package dev.roost.testing;

import dev.roost.serializer.Payload;

/** A message that a client has sent, to assert what it was answered. */
public final class TestPush {
  private final TestSocket socket;
  private final String topic;
  private final String event;
  private final String ref;

  TestPush(TestSocket socket, String topic, String event, String ref) {
    this.socket = socket;
    this.topic = topic;
    this.event = event;
    this.ref = ref;
  }

  /** The ref it was sent under. */
  public String ref() {
    return ref;
  }

  /** {@link #assertReply(String, PayloadMatch)} with any response. */
  public Payload assertReply(String status) {
    return assertReply(status, PayloadMatch.any());
  }

  /**
   * Waits for the reply. Each is asserted once.
   *
   * @param status such as {@code ok}
   * @return its response
   * @throws AssertionError if there is no such reply in time
   */
  public Payload assertReply(String status, PayloadMatch match) {
    return socket.take(ExpectedMessage.reply(this, status, match)).payload();
  }

  /**
   * Waits until a join is answered with {@code ok}, see {@link TestSocket#joining}.
   *
   * @return the channel
   * @throws AssertionError if the channel refuses, or does not answer in time
   */
  public TestChannel assertJoined() {
    return new TestChannel(socket, topic, ref, assertReply("ok"));
  }

  /**
   * Lets the server come to rest; then there may be no reply, besides those asserted before.
   *
   * @throws AssertionError if there is one
   */
  public void refuteReply() {
    socket.refute(ExpectedMessage.reply(this, null, PayloadMatch.any()));
  }

  /** As {@link #refuteReply()}, but for replies with the status and such a response only. */
  public void refuteReply(String status, PayloadMatch match) {
    socket.refute(ExpectedMessage.reply(this, status, match));
  }

  /** Describes the push. */
  @Override
  public String toString() {
    return event + " on " + topic + " (ref " + ref + ")";
  }
}
