package dev.roost.internal.transport;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Mutates valid bytes. */
final class Mutation {
  private static final int MAX_CHANGES = 4;
  private static final int MAX_PIECE = 40;

  private Mutation() {}

  /** A copy with a few bytes changed, removed, added, duplicated or truncated. */
  static byte[] of(byte[] right, Random random) {
    byte[] wrong = right;
    for (int i = random.nextInt(MAX_CHANGES); i >= 0; i--) {
      wrong = change(wrong, random);
    }
    return wrong;
  }

  private static byte[] change(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return noise(random, MAX_PIECE);
    }
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(MAX_PIECE));
    byte[] piece = Arrays.copyOfRange(bytes, from, to);
    return switch (random.nextInt(6)) {
      case 0 -> join(bytes, from, new byte[] {(byte) random.nextInt(256)}, from + 1);
      case 1 ->
          join(bytes, from, new byte[] {(byte) (bytes[from] ^ 1 << random.nextInt(8))}, from + 1);
      case 2 -> join(bytes, from, new byte[0], to);
      case 3 -> join(bytes, to, piece, to);
      case 4 -> join(bytes, from, noise(random, MAX_PIECE), from);
      default -> Arrays.copyOf(bytes, from);
    };
  }

  private static byte[] join(byte[] bytes, int end, byte[] middle, int next) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(bytes, 0, end);
    joined.writeBytes(middle);
    joined.write(bytes, next, bytes.length - next);
    return joined.toByteArray();
  }

  /** Random bytes, fewer than {@code length}. */
  static byte[] noise(Random random, int length) {
    byte[] noise = new byte[random.nextInt(length)];
    random.nextBytes(noise);
    return noise;
  }

  /** A random one of these. */
  @SafeVarargs
  static <T> T any(Random random, T... of) {
    return of[random.nextInt(of.length)];
  }
}
