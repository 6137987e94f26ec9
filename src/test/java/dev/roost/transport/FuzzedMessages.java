package dev.roost.transport;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Messages of clients as they should be, and not quite. */
final class FuzzedMessages {
  private static final String[] TEXTS = {
    "[\"1\",\"1\",\"room:0\",\"phx_join\",{}]",
    "[\"1\",\"2\",\"room:0\",\"tick\",{\"a\":[1,-2.5e3,null,true,\"\\u00e9\\n😀\"]}]",
    "[\"1\",\"3\",\"room:0\",\"say\",\"é\"]",
    "[\"1\",\"4\",\"room:0\",\"phx_leave\",{}]",
    "[null,\"5\",\"phoenix\",\"heartbeat\",{}]",
    "[\"9\",\"6\",\"room:1\",\"phx_join\",{}]",
    "[null,null,\"room:1\",\"say\",[[[[[[]]]]]]]",
    "[\"1\",\"7\",\"nobody\",\"phx_join\",{}]",
    "{\"topic\":\"room:0\",\"event\":\"phx_join\",\"ref\":\"1\",\"payload\":{}}",
    "{\"topic\":\"room:0\",\"event\":\"say\",\"ref\":2,\"payload\":{\"b\":[[],{}]},\"x\":0}",
    "{\"topic\":\"phoenix\",\"event\":\"heartbeat\",\"ref\":\"3\",\"payload\":{}}",
  };
  private static final String DEEP = "[\"1\",\"1\",\"room:0\",\"say\"," + "[".repeat(5_000);
  private static final byte[] BINARY = {
    0, 1, 1, 6, 4, '1', '2', 'r', 'o', 'o', 'm', ':', '0', 't', 'i', 'c', 'k', 9, 8, 7
  };

  private FuzzedMessages() {}

  /** Text, most of it well-formed. */
  static byte[] text(Random random) {
    if (random.nextInt(50) == 0) {
      return DEEP.getBytes(StandardCharsets.UTF_8);
    }
    byte[] right = Mutation.any(random, TEXTS).getBytes(StandardCharsets.UTF_8);
    return random.nextInt(3) == 0 ? Mutation.of(right, random) : right;
  }

  /** The binary protocol, half of it well-formed. */
  static byte[] binary(Random random) {
    return random.nextBoolean() ? Mutation.of(BINARY, random) : BINARY.clone();
  }
}
