package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Captures log events that no client may cause: errors, stack traces at WARN, and uncaught
 * exceptions.
 */
final class ErrorWatch implements AutoCloseable {
  /** It warns on a busy machine, which is no error. */
  private static final String BLOCKED = "io.vertx.core.impl.BlockedThreadChecker";

  /**
   * Vert.x 5.0 logs this when a client resets its connection before the first request, or with a
   * pipelined request that has not started. The server cannot prevent this log; the connection is
   * closed. Vert.x 5.0 also closes a connection twice if it is reset while a close frame is queued,
   * which Netty logs.
   *
   * <p>Also the crash of a channel by a non-string event, as in Phoenix.
   */
  private static final Pattern KNOWN =
      Pattern.compile(
          "ConnectionBase .*Connection reset|ConnectionBase .*Broken pipe"
              + "|because \"this.response\" is null"
              + "|DefaultPromise An exception was thrown by io.vertx.core.net.impl.VertxConnection"
              + "|UnknownEventException: no handler for the event ");

  private static final int MANY = 20;

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
  private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Taking taking = new Taking();

  ErrorWatch() {
    root.iteratorForAppenders().forEachRemaining(others::add);
    others.forEach(root::detachAppender);
    taking.start();
    root.addAppender(taking);
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught(failure));
  }

  private final class Taking extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      boolean bad =
          event.getLevel().isGreaterOrEqual(Level.ERROR)
              || (event.getThrowableProxy() != null
                  && event.getLevel().isGreaterOrEqual(Level.WARN));
      if (bad && !event.getLoggerName().equals(BLOCKED) && !KNOWN.matcher(line(event)).find()) {
        note(line(event) + "\n" + origin(event));
      }
    }
  }

  private static String line(ILoggingEvent event) {
    return event.getLoggerName() + " " + event.getFormattedMessage();
  }

  private static String origin(ILoggingEvent event) {
    if (event.getThrowableProxy() != null) {
      return ThrowableProxyUtil.asString(event.getThrowableProxy());
    }
    return Arrays.stream(event.getCallerData())
        .limit(MANY)
        .map(caller -> "  logged at " + caller)
        .collect(Collectors.joining("\n"));
  }

  /** Records an uncaught exception. */
  void uncaught(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    note("uncaught: " + trace);
  }

  private void note(String what) {
    if (seen.size() < MANY) {
      seen.add(what);
    }
  }

  void assertNothingSeen() {
    assertThat(seen).isEmpty();
  }

  @Override
  public void close() {
    Thread.setDefaultUncaughtExceptionHandler(before);
    root.detachAppender(taking);
    others.forEach(root::addAppender);
  }
}
