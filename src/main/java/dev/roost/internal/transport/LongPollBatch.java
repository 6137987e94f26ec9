package dev.roost.internal.transport;

import dev.roost.internal.session.SocketSession;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The messages of one POST: lines of {@code application/x-ndjson}, where what begins with {@code [}
 * is a text message and all else is base64 of a binary one; or, of any other type, one text
 * message.
 */
final class LongPollBatch {
  private final List<Part> parts;

  /** A message, which knows as what to be received. */
  private interface Part {
    void deliver(SocketSession session);
  }

  private LongPollBatch(List<Part> parts) {
    this.parts = parts;
  }

  /** A body that is no batch. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient LongPollAnswer answer;

    Refused(LongPollAnswer answer) {
      // Clients cause these at will: the stack trace would tell nothing and cost much.
      super("no batch", null, false, false);
      this.answer = answer;
    }

    LongPollAnswer answer() {
      return answer;
    }
  }

  /** Whether a content type means lines. As in Phoenix, no other spelling does. */
  static boolean isLines(String contentType) {
    return contentType.equals("application/x-ndjson");
  }

  /**
   * Reads a body, all of it before any message of it is handled.
   *
   * @throws Refused if it has too many messages, or one that is neither text nor base64
   */
  static LongPollBatch parse(Buffer body, boolean lines, int maxParts) throws Refused {
    byte[] bytes = body.getBytes();
    if (!lines) {
      return new LongPollBatch(List.of(text(bytes)));
    }
    List<Part> parts = new ArrayList<>();
    int start = 0;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      int length = end > start && bytes[end - 1] == '\r' ? end - 1 - start : end - start;
      // An empty line, such as behind a last line feed, is no message.
      if (length > 0) {
        if (parts.size() == maxParts) {
          throw new Refused(LongPollAnswer.TOO_LARGE);
        }
        byte[] line = Arrays.copyOfRange(bytes, start, start + length);
        parts.add(line[0] == '[' ? text(line) : binary(line));
      }
      start = end + 1;
    }
    return new LongPollBatch(parts);
  }

  private static Part text(byte[] utf8) throws Refused {
    if (!ByteBufUtil.isText(Unpooled.wrappedBuffer(utf8), StandardCharsets.UTF_8)) {
      throw new Refused(LongPollAnswer.BAD_REQUEST);
    }
    return session -> session.receiveText(utf8);
  }

  private static Part binary(byte[] base64) throws Refused {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return session -> session.receiveBinary(bytes);
    } catch (IllegalArgumentException e) {
      throw new Refused(LongPollAnswer.BAD_REQUEST);
    }
  }

  int size() {
    return parts.size();
  }

  /** Gives one message to a session. */
  void deliver(int index, SocketSession session) {
    parts.get(index).deliver(session);
  }
}
