package dev.roost.testing;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.roost.serializer.Payload;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Messages as a client of vsn 2.0.0 sends them. */
final class ClientFrames {
  private static final byte PUSH = 0;

  private ClientFrames() {}

  static byte[] text(
      @Nullable String joinRef, String ref, String topic, String event, Payload payload) {
    String envelope =
        "["
            + (joinRef == null ? "null" : quoted(joinRef))
            + ","
            + quoted(ref)
            + ","
            + quoted(topic)
            + ","
            + quoted(event)
            + ",";
    return payload.appendTo(Buffer.buffer(envelope)).appendByte((byte) ']').getBytes();
  }

  private static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  static byte[] binary(String joinRef, String ref, String topic, String event, Payload payload) {
    byte[][] fields = {utf8(joinRef), utf8(ref), utf8(topic), utf8(event)};
    Buffer frame = Buffer.buffer().appendByte(PUSH);
    for (byte[] field : fields) {
      if (field.length > 0xff) {
        throw new IllegalArgumentException("a field of a binary message has 255 bytes at most");
      }
      frame.appendByte((byte) field.length);
    }
    for (byte[] field : fields) {
      frame.appendBytes(field);
    }
    return payload.appendTo(frame).getBytes();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
