package dev.roost.internal.session;

import io.vertx.core.spi.tracing.TagExtractor;
import org.jspecify.annotations.Nullable;

/** The tags of a message's span. */
record MessageTags(String path, String pattern, String event, @Nullable String socketId)
    implements TagExtractor<Object> {

  @Override
  public int len(Object message) {
    return socketId == null ? 3 : 4;
  }

  @Override
  public String name(Object message, int index) {
    return switch (index) {
      case 0 -> "roost.socket";
      case 1 -> "roost.topic_pattern";
      case 2 -> "roost.event";
      case 3 -> "roost.socket_id";
      default -> throw new IndexOutOfBoundsException(index);
    };
  }

  @Override
  public String value(Object message, int index) {
    return switch (index) {
      case 0 -> path;
      case 1 -> pattern;
      case 2 -> event;
      case 3 -> String.valueOf(socketId);
      default -> throw new IndexOutOfBoundsException(index);
    };
  }
}
