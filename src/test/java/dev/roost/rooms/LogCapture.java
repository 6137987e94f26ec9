package dev.roost.rooms;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Captures log events at INFO and above instead of the console, while it is open. */
public final class LogCapture implements AutoCloseable {
  private final Logger logger;
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  /** Captures all events of Roost. */
  public LogCapture() {
    this("dev.roost");
  }

  /** Captures all events of loggers with this prefix. */
  public LogCapture(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    appender.start();
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
  }

  /**
   * Level and message of each event but that of a started server, with its exception if it has one.
   */
  public List<String> lines() {
    return List.copyOf(appender.list).stream()
        .filter(event -> !event.getMessage().startsWith("listening "))
        .map(LogCapture::line)
        .toList();
  }

  private static String line(ILoggingEvent event) {
    String exception =
        event.getThrowableProxy() == null ? "" : " " + event.getThrowableProxy().getClassName();
    return event.getLevel() + " " + event.getFormattedMessage() + exception;
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setLevel(null);
    logger.setAdditive(true);
  }
}
