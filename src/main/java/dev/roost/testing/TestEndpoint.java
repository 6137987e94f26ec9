package dev.roost.testing;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.SocketMount;
import dev.roost.internal.endpoint.EndpointEngine;
import dev.roost.serializer.Payload;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An endpoint without a network, and the way to its clients. It has a Vert.x of its own with one
 * event loop, so that a test runs in the same order each time; channels that need a Vert.x, or
 * something else that runs on one, take {@link #vertx()}.
 *
 * <p>To be used by one thread, the test's.
 */
public final class TestEndpoint implements AutoCloseable {
  private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(1);
  private static final String ONLY_PATH = "/socket";

  private final TestLoop loop = new TestLoop(DEFAULT_PATIENCE);
  private final Endpoint endpoint;
  private final Map<String, TopicRecorder> topics = new HashMap<>();

  private TestEndpoint(EndpointOptions options) {
    endpoint = Endpoint.create(loop.vertx(), options.listener(loop.crashes()));
  }

  /** An endpoint without sockets, with the default options. */
  public static TestEndpoint create() {
    return create(new EndpointOptions());
  }

  /**
   * An endpoint without sockets, with the application's options: its secret, codec, error handler
   * and listeners. A listener of the test's own is added to them.
   */
  public static TestEndpoint create(EndpointOptions options) {
    return new TestEndpoint(options);
  }

  /**
   * The application's endpoint: its options, and what adds its sockets.
   *
   * @param setUp the same function that the application calls, such as {@code ChatApp::addSockets}
   */
  public static TestEndpoint of(EndpointOptions options, Consumer<Endpoint> setUp) {
    TestEndpoint made = create(options);
    setUp.accept(made.endpoint);
    return made;
  }

  /** An endpoint with one socket. */
  public static TestEndpoint of(Consumer<SocketMount> describe) {
    return create().socket(ONLY_PATH, describe);
  }

  /** Adds a socket, see {@link Endpoint#socket}. */
  public TestEndpoint socket(String path, Consumer<SocketMount> describe) {
    endpoint.socket(path, describe);
    return this;
  }

  /**
   * How long an assertion waits; one second by default. It waits longer while the server is at
   * work, so this covers timers and messages from outside of the server.
   */
  public TestEndpoint timeout(Duration timeout) {
    loop.timeout(timeout);
    return this;
  }

  /** How long an assertion waits. */
  public Duration timeout() {
    return loop.timeout();
  }

  /** The endpoint that is tested, for what is not a client's to do, such as a presence. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** The Vert.x that everything runs on. */
  public Vertx vertx() {
    return loop.vertx();
  }

  // -- Clients

  /** A client of the first socket that is about to connect. */
  public Connecting connecting() {
    String first =
        endpoint.paths().stream()
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the endpoint has no socket"));
    return new Connecting(this, first);
  }

  /**
   * A client that has connected.
   *
   * @throws AssertionError if it was refused
   */
  public TestSocket connect() {
    return connecting().accepted();
  }

  /** As {@link #connect()}, with connect parameters. */
  public TestSocket connect(Map<String, ?> params) {
    return connecting().params(params).accepted();
  }

  // -- Broadcasts

  /**
   * Notes the broadcasts to a topic from now on. Those of joined topics are noted by themselves.
   */
  public TestEndpoint subscribe(String topic) {
    topics.computeIfAbsent(
        topic,
        first -> {
          TopicRecorder recorder = new TopicRecorder(topic);
          loop.run(() -> engine().pubSub().subscribe(loop.eventLoop(), topic, recorder));
          return recorder;
        });
    return this;
  }

  /**
   * Broadcasts from another subscriber: all channels of the topic receive it, and this test does
   * not record it: Phoenix's {@code broadcast_from}.
   *
   * @param payload see {@link Payload#of(Object)}
   */
  public void broadcastFrom(String topic, String event, Object payload) {
    recorder(topic).broadcastFrom(engine().pubSub(), event, Payload.of(payload, endpoint.codec()));
  }

  /** {@link #assertBroadcast(String, String, PayloadMatch)} with any payload. */
  public Payload assertBroadcast(String topic, String event) {
    return assertBroadcast(topic, event, PayloadMatch.any());
  }

  /**
   * Waits until such a broadcast was made to the topic. Each is asserted once.
   *
   * @return its payload
   * @throws AssertionError if there is none in time
   * @throws IllegalStateException if no channel joined, or {@linkplain #subscribe subscribed to},
   *     the topic
   */
  public Payload assertBroadcast(String topic, String event, PayloadMatch match) {
    return loop.take(recorder(topic).inbox(), ExpectedMessage.broadcast(topic, event, match))
        .with(endpoint.codec())
        .payload();
  }

  /** {@link #refuteBroadcast(String, String, PayloadMatch)} with any payload. */
  public void refuteBroadcast(String topic, String event) {
    refuteBroadcast(topic, event, PayloadMatch.any());
  }

  /**
   * Lets the server come to rest; then no such broadcast may have been made to the topic besides
   * those asserted before.
   *
   * @throws AssertionError if there is one
   */
  public void refuteBroadcast(String topic, String event, PayloadMatch match) {
    loop.refute(recorder(topic).inbox(), ExpectedMessage.broadcast(topic, event, match));
  }

  private TopicRecorder recorder(String topic) {
    TopicRecorder recorder = topics.get(topic);
    if (recorder == null) {
      throw new IllegalStateException("nobody has joined " + topic + ": subscribe to it first");
    }
    return recorder;
  }

  /**
   * Lets the server come to rest: nothing waits for the event loop, and nothing runs on worker
   * threads. Timers may be pending.
   *
   * @throws AssertionError if it does not within 20 seconds
   */
  public void settle() {
    loop.settle();
  }

  /** The failure of an assertion, with the exceptions of the tested code that may explain it. */
  public AssertionError failure(String message) {
    return loop.failure(message);
  }

  TestLoop loop() {
    return loop;
  }

  EndpointEngine engine() {
    return (EndpointEngine) endpoint;
  }

  /** Ends everything that runs on {@link #vertx()}. */
  @Override
  public void close() {
    loop.close();
  }
}
