package dev.roost.internal.session;

import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.Params;
import dev.roost.serializer.Broadcast;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** Sessions on one event loop whose output is counted, for benchmarks. */
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

  /** One more session, which has joined these topics. */
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
   * Does this so many times on the event loop and waits, so that handing it over weighs little.
   *
   * @return how many frames were sent since the beginning
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
