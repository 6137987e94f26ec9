package dev.roost.internal.session;

import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.Params;
import dev.roost.serializer.Broadcast;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** Sessions on one event loop that count their output, for benchmarks. */
final class SessionsWithoutClients implements AutoCloseable {
  private final SessionFixture fixture = new SessionFixture();
  private final CountingOutput output = new CountingOutput();

  static byte[] message(String topic, String event, String payload) {
    return ("[\"1\",\"1\",\"" + topic + "\",\"" + event + "\"," + payload + "]")
        .getBytes(StandardCharsets.UTF_8);
  }

  SessionsWithoutClients route(String pattern, Supplier<? extends Channel> factory) {
    fixture.route(pattern, factory);
    return this;
  }

  SocketDefinition definition() {
    return fixture.definition(ConnectHandler.acceptAll());
  }

  /** Opens a session that has joined these topics. */
  SocketSession open(String... topics) {
    SocketDefinition definition = definition();
    return fixture.askOnLoop(
        () -> {
          SocketSession session = definition.open(admission(definition), fixture.loop(), output);
          for (String topic : topics) {
            session.receiveText(message(topic, "phx_join", "{}"));
          }
          return session;
        });
  }

  private static Admission admission(SocketDefinition definition) {
    return definition
        .admit(new Params(Map.of("vsn", "2.0.0")), ConnectInfo.NONE, "benchmark")
        .result();
  }

  void broadcast(Broadcast broadcast) {
    fixture.pubSub().broadcast(broadcast, null);
  }

  /**
   * Repeats the work on the event loop in one task and waits, so that the thread switch costs
   * little.
   *
   * @return the number of frames sent since the start
   */
  long repeat(int times, Runnable work) {
    return fixture.askOnLoop(
        () -> {
          for (int i = 0; i < times; i++) {
            work.run();
          }
          return output.frames();
        });
  }

  @Override
  public void close() {
    fixture.close();
  }
}
