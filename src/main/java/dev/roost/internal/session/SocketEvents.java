package dev.roost.internal.session;

import dev.roost.SocketListener;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.Push;
import dev.roost.channel.Socket;
import dev.roost.channel.TraceContext;
import dev.roost.internal.rate.LogLimit;
import dev.roost.serializer.Payload;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Reports events to the log and the listener, as Phoenix's logger and telemetry do. Without a
 * listener, nothing is timed. For any thread.
 */
public final class SocketEvents {
  /** The logger of these lines, for those who want them at another level, or not at all. */
  static final String LOGGER = "dev.roost.sockets";

  /** Replaces a time that is not measured. */
  static final long UNTIMED = 0;

  private static final Logger lines = LoggerFactory.getLogger(LOGGER);
  private static final Logger log = LoggerFactory.getLogger(SocketEvents.class);

  private final String path;
  private final @Nullable Level connectLevel;
  private final LoggedParameters parameters;
  private final SocketListener listener;
  private final CrashLog crashes;
  private final boolean hasListener;
  private final LogLimit refusals = new LogLimit();

  /**
   * For one mount.
   *
   * @param path where it is
   * @param connectLevel at which connections are logged, Phoenix's {@code log}; null for not at all
   */
  public SocketEvents(String path, @Nullable Level connectLevel, Supervision supervision) {
    this.path = path;
    this.connectLevel = connectLevel;
    parameters = new LoggedParameters(supervision.filter());
    listener = supervision.listener();
    crashes = supervision.crashes();
    hasListener = listener != SocketListener.NONE;
  }

  // -- When something begins

  long connecting() {
    return hasListener || isLogged(connectLevel) ? now() : UNTIMED;
  }

  long joining(String topic, Channel channel) {
    return hasListener || isLogged(channel.logJoin(), topic) ? now() : UNTIMED;
  }

  long handling(String topic, Channel channel) {
    return hasListener || isLogged(channel.logHandleIn(), topic) ? now() : UNTIMED;
  }

  private static long now() {
    long now = System.nanoTime();
    return now == UNTIMED ? 1 : now;
  }

  // -- When it has happened

  void connected(ConnectRequest request, boolean accepted, long since) {
    if (since == UNTIMED) {
      return;
    }
    long nanos = System.nanoTime() - since;
    if (connectLevel != null && isLogged(connectLevel)) {
      line(connectLevel, request.info().traceContext())
          .log(
              "{} {} in {}; transport {}, vsn {}, params {}",
              accepted ? "CONNECTED TO" : "REFUSED CONNECTION TO",
              path,
              duration(nanos),
              request.transport(),
              Crash.flat(request.vsn()),
              parameters.show(request.params().values()));
    }
    notifyListener(
        to -> to.socketConnected(new SocketListener.Connected(path, request, accepted, nanos)));
  }

  void joined(ChannelServer server, Channel channel, Payload params, boolean accepted, long since) {
    if (since == UNTIMED) {
      return;
    }
    long nanos = System.nanoTime() - since;
    String topic = server.topic();
    Level level = channel.logJoin();
    if (level != null && isLogged(level, topic)) {
      line(level, server.session().socket().trace())
          .log(
              "{} {} in {}; params {}",
              accepted ? "JOINED" : "REFUSED JOIN",
              Crash.flat(topic),
              duration(nanos),
              parameters.show(params));
    }
    notifyListener(
        to ->
            to.channelJoined(
                new SocketListener.Joined(
                    path,
                    server.session().socket(),
                    topic,
                    channel.getClass().getSimpleName(),
                    accepted,
                    nanos)));
  }

  void handledIn(ChannelServer server, Channel channel, Push push, long since) {
    if (since == UNTIMED) {
      return;
    }
    long nanos = System.nanoTime() - since;
    String topic = server.topic();
    Level level = channel.logHandleIn();
    if (level != null && isLogged(level, topic)) {
      line(level, server.session().socket().trace())
          .log(
              "HANDLED {} INCOMING ON {} ({}) in {}; params {}",
              Crash.flat(push.event()),
              Crash.flat(topic),
              channel.getClass().getSimpleName(),
              duration(nanos),
              parameters.show(push.payload()));
    }
    notifyListener(
        to ->
            to.channelHandledIn(
                new SocketListener.Handled(
                    path,
                    server.session().socket(),
                    topic,
                    channel.getClass().getSimpleName(),
                    push,
                    nanos)));
  }

  /** Logs a crash to the logger of the class that caught it, and reports it to the listener. */
  void crashed(
      Logger to,
      String subject,
      @Nullable Socket socket,
      @Nullable String topic,
      String callback,
      Throwable failure) {
    crashes.error(to, subject, callback, failure);
    notifyListener(
        hasListener ->
            hasListener.crashed(
                new SocketListener.Crashed(path, socket, topic, callback, failure)));
  }

  /**
   * Logs a refusal that a client can provoke at any rate: at WARN once in ten seconds, the others
   * at DEBUG.
   */
  void refused(Logger to, String message, Object... arguments) {
    to.atLevel(refusals.permits() ? Level.WARN : Level.DEBUG).log(message, arguments);
  }

  void drained(int told, int total) {
    notifyListener(to -> to.socketDrain(new SocketListener.Drained(path, told, total)));
  }

  private void notifyListener(Consumer<SocketListener> event) {
    if (!hasListener) {
      return;
    }
    try {
      event.accept(listener);
    } catch (RuntimeException failure) {
      log.error("a listener of {} failed: {}", path, Crash.line(failure));
      log.debug("listener failed", failure);
    }
  }

  // As fields and not in the text: log collectors find traces by fields.
  private static LoggingEventBuilder line(Level level, @Nullable TraceContext trace) {
    LoggingEventBuilder line = lines.atLevel(level);
    return trace == null
        ? line
        : line.addKeyValue("trace_id", trace.traceId()).addKeyValue("parent_id", trace.parentId());
  }

  private static boolean isLogged(@Nullable Level level) {
    return level != null && lines.isEnabledForLevel(level);
  }

  // As in Phoenix, which has topics of its own.
  private static boolean isLogged(@Nullable Level level, String topic) {
    return isLogged(level) && !topic.startsWith("phoenix");
  }

  private static String duration(long nanos) {
    return nanos < 1_000_000 ? nanos / 1_000 + "µs" : nanos / 1_000_000 + "ms";
  }
}
