package dev.roost.testing;

import dev.roost.serializer.Events;
import dev.roost.serializer.Payload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A topic that a client has joined, phoenix.js's {@code Channel}. */
public final class TestChannel {
  private final TestSocket socket;
  private final String topic;
  private final String joinRef;
  private final Payload reply;

  TestChannel(TestSocket socket, String topic, String joinRef, Payload reply) {
    this.socket = socket;
    this.topic = topic;
    this.joinRef = joinRef;
    this.reply = reply;
  }

  /** The topic. */
  public String topic() {
    return topic;
  }

  /** The payload of the join's reply. */
  public Payload reply() {
    return reply;
  }

  // -- What the client does

  /** {@link #push(String, Object)} of an empty object. */
  public TestPush push(String event) {
    return push(event, Map.of());
  }

  /**
   * The client sends a message.
   *
   * @param payload see {@link Payload#of(Object)}; bytes make it binary
   * @return what was sent, to assert its reply
   */
  public TestPush push(String event, @Nullable Object payload) {
    return socket.push(this, event, payload);
  }

  /** The client leaves. */
  public TestPush leave() {
    return push(Events.LEAVE);
  }

  /** Broadcasts to the topic from another subscriber, see {@link TestEndpoint#broadcastFrom}. */
  public void broadcastFrom(String event, Object payload) {
    socket.endpoint().broadcastFrom(topic, event, payload);
  }

  // -- What the client gets

  /** {@link #assertPush(String, PayloadMatch)} with any payload. */
  public Payload assertPush(String event) {
    return assertPush(event, PayloadMatch.any());
  }

  /**
   * Waits until the client gets such a message: pushed by the channel, or broadcast. Each is
   * asserted once; others may come before it.
   *
   * @return its payload
   * @throws AssertionError if there is none in time
   */
  public Payload assertPush(String event, PayloadMatch match) {
    return socket.take(ExpectedMessage.push(this, event, match)).payload();
  }

  /** {@link #refutePush(String, PayloadMatch)} with any payload. */
  public void refutePush(String event) {
    refutePush(event, PayloadMatch.any());
  }

  /**
   * Lets the server come to rest; then the client may not have got such a message, besides those
   * asserted before.
   *
   * @throws AssertionError if it has
   */
  public void refutePush(String event, PayloadMatch match) {
    socket.refute(ExpectedMessage.push(this, event, match));
  }

  /** Waits until the server has ended the channel in good order, or confirmed that it was left. */
  public void assertClosed() {
    assertPush(Events.CLOSE);
  }

  /** Waits until the channel has crashed. */
  public void assertCrashed() {
    assertPush(Events.ERROR);
  }

  /** See {@link TestEndpoint#assertBroadcast(String, String)}. */
  public Payload assertBroadcast(String event) {
    return socket.endpoint().assertBroadcast(topic, event);
  }

  /** See {@link TestEndpoint#assertBroadcast(String, String, PayloadMatch)}. */
  public Payload assertBroadcast(String event, PayloadMatch match) {
    return socket.endpoint().assertBroadcast(topic, event, match);
  }

  /** See {@link TestEndpoint#refuteBroadcast(String, String)}. */
  public void refuteBroadcast(String event) {
    socket.endpoint().refuteBroadcast(topic, event);
  }

  /** See {@link TestEndpoint#refuteBroadcast(String, String, PayloadMatch)}. */
  public void refuteBroadcast(String event, PayloadMatch match) {
    socket.endpoint().refuteBroadcast(topic, event, match);
  }

  String joinRef() {
    return joinRef;
  }

  /** Whether phoenix.js would give it to this channel: what belongs to another join is dropped. */
  boolean covers(Received received) {
    return received.topic().equals(topic)
        && (received.joinRef() == null || received.joinRef().equals(joinRef));
  }
}
