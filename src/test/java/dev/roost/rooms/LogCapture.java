package dev.roost.rooms;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged at level info and above while this is open, kept from the console. */
public final class LogCapture implements AutoCloseable {
  private final Logger logger;
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  /** Begins, with all that Roost logs. */
  public LogCapture() {
    this("dev.roost");
  }

  /** Begins, with all that is logged under this name. */
  public LogCapture(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    appender.start();
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
  }

  /** Level and message of each event, with its exception if it has one. */
  public List<String> lines() {
    return List.copyOf(appender.list).stream().map(LogCapture::line).toList();
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
