package dev.roost.internal.session;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Captures log events at INFO and above instead of the console, until it is closed. */
public final class CapturedLog implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level level = root.getLevel();
  private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
  private final ListAppender<ILoggingEvent> captured = new ListAppender<>();

  /** Starts capturing. */
  public CapturedLog() {
    root.iteratorForAppenders().forEachRemaining(others::add);
    others.forEach(root::detachAppender);
    root.setLevel(Level.INFO);
    captured.start();
    root.addAppender(captured);
  }

  /**
   * All events but those of started servers, with the level in front and the stack trace, if any,
   * at the end.
   */
  public List<String> lines() {
    return events().stream().filter(event -> !isStart(event)).map(CapturedLog::format).toList();
  }

  /** The lines of started servers. */
  public List<String> starts() {
    return events().stream().filter(CapturedLog::isStart).map(CapturedLog::format).toList();
  }

  private static boolean isStart(ILoggingEvent event) {
    return event.getMessage().startsWith("listening ");
  }

  /** The lines at ERROR. */
  public List<String> errors() {
    return at(Level.ERROR);
  }

  /** The lines at WARN. */
  public List<String> warnings() {
    return at(Level.WARN);
  }

  private List<String> at(Level wanted) {
    return events().stream()
        .filter(event -> event.getLevel().equals(wanted))
        .map(CapturedLog::format)
        .toList();
  }

  // The appender writes its list under its lock; reads must take the same lock.
  private List<ILoggingEvent> events() {
    synchronized (captured) {
      return List.copyOf(captured.list);
    }
  }

  private static String format(ILoggingEvent event) {
    String line = event.getLevel() + " " + event.getFormattedMessage();
    return event.getThrowableProxy() == null
        ? line
        : line + "\n  with the stack trace of " + event.getThrowableProxy().getClassName();
  }

  @Override
  public void close() {
    root.detachAppender(captured);
    root.setLevel(level);
    others.forEach(root::addAppender);
  }
}
