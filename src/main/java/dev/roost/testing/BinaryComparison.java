package dev.roost.testing;

import dev.roost.serializer.Payload;
import java.util.Arrays;
import java.util.List;

/** Compares bytes. */
final class BinaryComparison {
  private BinaryComparison() {}

  static List<Difference> compare(byte[] expected, Payload actual) {
    if (!actual.isBinary()) {
      return List.of(
          new Difference("$", "binary of " + expected.length + " bytes", actual.toString()));
    }
    byte[] bytes = actual.binary();
    int at = Arrays.mismatch(expected, bytes);
    return at < 0
        ? List.of()
        : List.of(new Difference("byte " + at, byteAt(expected, at), byteAt(bytes, at)));
  }

  private static String byteAt(byte[] bytes, int at) {
    return at < bytes.length ? String.format("%02x", bytes[at]) : "the end";
  }
}
