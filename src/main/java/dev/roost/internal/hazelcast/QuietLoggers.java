package dev.roost.internal.hazelcast;

import com.hazelcast.logging.AbstractLogger;
import com.hazelcast.logging.ILogger;
import com.hazelcast.logging.LogEvent;
import com.hazelcast.logging.LoggerFactorySupport;
import java.util.List;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hazelcast's log on SLF4J, with its INFO at DEBUG: the start and end of one member is some 60
 * lines of it, and Roost itself says which nodes are up and which are down. Warnings stay, but for
 * those that a healthy cluster makes too.
 */
public final class QuietLoggers extends LoggerFactorySupport {
  /**
   * Loggers whose warnings are DEBUG as well: the JDK's modules, whose access would make Hazelcast
   * faster at what Roost does not use; connections of nodes that were stopped, with stack traces;
   * and the CP subsystem, which is off.
   */
  private static final List<String> NOISE =
      List.of(
          "com.hazelcast.instance.impl.HazelcastInstanceFactory",
          "com.hazelcast.internal.server.tcp.",
          "com.hazelcast.cp.CPSubsystem");

  /** For Hazelcast, which makes it by its name. */
  public QuietLoggers() {}

  @Override
  protected ILogger createLogger(String name) {
    return new QuietLogger(
        LoggerFactory.getLogger(name), NOISE.stream().anyMatch(name::startsWith));
  }

  private static final class QuietLogger extends AbstractLogger {
    private final Logger logger;
    private final boolean noise;

    QuietLogger(Logger logger, boolean noise) {
      this.logger = logger;
      this.noise = noise;
    }

    private org.slf4j.event.Level levelFor(Level level) {
      if (level.intValue() >= Level.SEVERE.intValue()) {
        return org.slf4j.event.Level.ERROR;
      }
      if (level.intValue() >= Level.WARNING.intValue()) {
        return noise ? org.slf4j.event.Level.DEBUG : org.slf4j.event.Level.WARN;
      }
      return level.intValue() >= Level.FINE.intValue()
          ? org.slf4j.event.Level.DEBUG
          : org.slf4j.event.Level.TRACE;
    }

    @Override
    public void log(Level level, String message) {
      log(level, message, null);
    }

    @Override
    public void log(Level level, String message, @Nullable Throwable thrown) {
      if (!level.equals(Level.OFF)) {
        logger.atLevel(levelFor(level)).setCause(thrown).log(message);
      }
    }

    // ILogger still has it as abstract.
    @SuppressWarnings("removal")
    @Override
    public void log(LogEvent event) {
      log(
          event.getLogRecord().getLevel(),
          event.getLogRecord().getMessage(),
          event.getLogRecord().getThrown());
    }

    @Override
    public Level getLevel() {
      if (logger.isTraceEnabled()) {
        return Level.FINEST;
      }
      if (logger.isDebugEnabled()) {
        return Level.FINE;
      }
      if (logger.isWarnEnabled() && !noise) {
        return Level.WARNING;
      }
      return logger.isErrorEnabled() ? Level.SEVERE : Level.OFF;
    }

    @Override
    public boolean isLoggable(Level level) {
      return !level.equals(Level.OFF) && logger.isEnabledForLevel(levelFor(level));
    }
  }
}
