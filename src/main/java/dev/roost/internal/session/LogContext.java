package dev.roost.internal.session;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts the topic and the socket's id into SLF4J's MDC for the time of a callback, if the endpoint
 * wants it.
 */
final class LogContext {
  static final String TOPIC = "roost.topic";
  static final String SOCKET_ID = "roost.socket_id";

  private LogContext() {}

  /** The callback, with the MDC around it; as it is if the endpoint does without. */
  static Runnable around(ChannelServer server, Runnable callback) {
    return isOff(server)
        ? callback
        : () ->
            within(
                server,
                () -> {
                  callback.run();
                  return true;
                });
  }

  /** As {@link #around(ChannelServer, Runnable)}. */
  static <T> Supplier<T> around(ChannelServer server, Supplier<T> callback) {
    return isOff(server) ? callback : () -> within(server, callback);
  }

  private static boolean isOff(ChannelServer server) {
    return !server.session().definition().supervision().observation().logContext();
  }

  // A callback may end other channels, whose callbacks run inside of it.
  private static <T> T within(ChannelServer server, Supplier<T> callback) {
    String topicBefore = MDC.get(TOPIC);
    String socketBefore = MDC.get(SOCKET_ID);
    put(TOPIC, Crash.flat(server.topic()));
    put(SOCKET_ID, server.session().socket().id());
    try {
      return callback.get();
    } finally {
      put(TOPIC, topicBefore);
      put(SOCKET_ID, socketBefore);
    }
  }

  private static void put(String key, @Nullable String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }
}
