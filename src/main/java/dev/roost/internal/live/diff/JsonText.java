package dev.roost.internal.live.diff;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** JSON strings of what a block knows when it is compiled. */
final class JsonText {
  private JsonText() {}

  static byte[] array(List<String> strings) {
    DiffWriter out = new DiffWriter();
    out.raw('[');
    for (String string : strings) {
      out.string(string);
    }
    out.end(']');
    return out.bytes();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
