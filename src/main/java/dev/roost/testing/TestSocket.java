package dev.roost.testing;

import dev.roost.internal.session.Admission;
import dev.roost.internal.session.SocketDefinition;
import dev.roost.internal.session.SocketSession;
import dev.roost.serializer.Events;
import dev.roost.serializer.Payload;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client that is connected, phoenix.js's {@code Socket}. It speaks vsn 2.0.0. */
public final class TestSocket {
  private final TestEndpoint endpoint;
  private final ReceivingOutput output;
  private final SocketSession session;
  private final AtomicInteger refs = new AtomicInteger();

  private TestSocket(TestEndpoint endpoint, ReceivingOutput output, SocketSession session) {
    this.endpoint = endpoint;
    this.output = output;
    this.session = session;
  }

  /** On the event loop. */
  static TestSocket open(TestEndpoint endpoint, SocketDefinition definition, Admission admission) {
    ReceivingOutput output = new ReceivingOutput(endpoint.loop().crashes());
    SocketSession session = definition.open(admission, endpoint.loop().sessions(), output);
    return new TestSocket(endpoint, output, session);
  }

  /** {@link #join(String, Object)} without parameters. */
  public TestChannel join(String topic) {
    return join(topic, Map.of());
  }

  /**
   * Joins a topic, whose broadcasts are noted from then on.
   *
   * @param payload the join's parameters, see {@link Payload#of(Object)}
   * @throws AssertionError if the channel refuses, or does not answer in time
   */
  public TestChannel join(String topic, @Nullable Object payload) {
    return joining(topic, payload).assertJoined();
  }

  /**
   * Sends a join without waiting for the answer, to test a refusal.
   *
   * @param payload the join's parameters, see {@link Payload#of(Object)}
   */
  public TestPush joining(String topic, @Nullable Object payload) {
    endpoint.subscribe(topic);
    String ref = nextRef();
    return send(ref, ref, topic, Events.JOIN, payload);
  }

  /**
   * Sends a message as a client that has not joined the topic.
   *
   * @param payload see {@link Payload#of(Object)}
   */
  public TestPush push(String topic, String event, @Nullable Object payload) {
    return send(null, nextRef(), topic, event, payload);
  }

  TestPush push(TestChannel channel, String event, @Nullable Object payload) {
    return send(channel.joinRef(), nextRef(), channel.topic(), event, payload);
  }

  private String nextRef() {
    return String.valueOf(refs.incrementAndGet());
  }

  private TestPush send(
      @Nullable String joinRef, String ref, String topic, String event, @Nullable Object value) {
    Payload payload = Payload.of(value, endpoint.endpoint().codec());
    if (payload.isBinary()) {
      byte[] frame = ClientFrames.binary(Objects.toString(joinRef, ""), ref, topic, event, payload);
      endpoint.loop().run(() -> session.receiveBinary(frame));
    } else {
      byte[] frame = ClientFrames.text(joinRef, ref, topic, event, payload);
      endpoint.loop().run(() -> session.receiveText(frame));
    }
    return new TestPush(this, topic, event, ref);
  }

  /**
   * Also gives each message that the client gets from now on to a listener, in order.
   *
   * @param listener is called on the event loop
   */
  public void onMessage(Consumer<Received> listener) {
    endpoint.loop().run(() -> output.onMessage(listener));
  }

  /** {@link #assertMessage(String, String, PayloadMatch)} with any payload. */
  public Payload assertMessage(String topic, String event) {
    return assertMessage(topic, event, PayloadMatch.any());
  }

  /**
   * Waits until the client gets such a message under a topic, whether it has joined that or not:
   * what a channel {@linkplain dev.roost.channel.Channel#forward(String) forwards}. Each is
   * asserted once; others may come before it.
   *
   * @return its payload
   * @throws AssertionError if there is none in time
   */
  public Payload assertMessage(String topic, String event, PayloadMatch match) {
    return take(ExpectedMessage.message(topic, event, match)).payload();
  }

  /**
   * Lets the server come to rest; then the client may not have got such a message, besides those
   * asserted before.
   *
   * @throws AssertionError if it has
   */
  public void refuteMessage(String topic, String event) {
    refute(ExpectedMessage.message(topic, event, PayloadMatch.any()));
  }

  /** Hangs up, and lets the channels end. */
  public void close() {
    endpoint.loop().run(session::closed);
    endpoint.settle();
  }

  /**
   * Waits until the server has closed the connection.
   *
   * @param code one of {@link dev.roost.channel.CloseCode}
   * @throws AssertionError if it does not in time, or with another code
   */
  public void assertClosed(int code) {
    if (!endpoint.loop().arrives(output.closeCode())) {
      endpoint.settle();
    }
    Integer actual = output.closeCode().getNow(null);
    if (actual == null) {
      throw endpoint.loop().failure("expected to be closed with " + code + ", is open");
    }
    if (actual != code) {
      throw endpoint.loop().failure("expected to be closed with " + code + ", was with " + actual);
    }
  }

  /**
   * Lets the server come to rest; then it may not have closed the connection.
   *
   * @throws AssertionError if it has
   */
  public void refuteClosed() {
    endpoint.settle();
    if (output.closeCode().isDone()) {
      throw endpoint
          .loop()
          .failure("the connection was closed unexpectedly, with " + output.closeCode().getNow(0));
    }
  }

  TestEndpoint endpoint() {
    return endpoint;
  }

  Received take(ExpectedMessage wanted) {
    return endpoint.loop().take(output.inbox(), wanted).with(endpoint.endpoint().codec());
  }

  void refute(ExpectedMessage wanted) {
    endpoint.loop().refute(output.inbox(), wanted);
  }
}
