package dev.roost.internal.transport;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Valid and almost valid messages of clients. */
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
    "[\"1\",\"8\",7,\"phx_join\",{}]",
    "[\"1\",\"9\",{\"room:0\":[]},\"phx_leave\",{}]",
    "[null,[1],null,null,null]",
    "[\"1\",{\"a\":1},\"room:0\",8.5,{}]",
    "[\"1\",\"10\",\"room:0\",[\"say\"],\"x\",9,9]",
    "{\"topic\":[],\"event\":\"say\",\"ref\":3,\"payload\":{}}",
    "{\"topic\":\"room:0\",\"event\":null,\"ref\":3,\"payload\":{}}",
    "[\"1\",\"" + "r".repeat(4_000) + "\",\"room:0\",\"tick\",{}]",
    "[\"1\",\"" + "r".repeat(5_000) + "\",\"room:0\",\"tick\",{}]",
  };
  private static final String[] PARAMETERS = {
    "u[][n]=a&u[][n]=b",
    "u[][n][]=a&u[]=b&u=c&u[x]=d",
    "a[b][c][]=1&a=2&a[b]=3",
    "a[%5B]=%5D&%5B%5D=&=&&",
    "a=%C3%A9&%F0%9F%98%80=+",
    "a=%FF",
    "%ED%A0%80=1",
    "a[]]=1&a[[]=2&a]=3&a[=4",
  };
  private static final String DEEP = "[\"1\",\"1\",\"room:0\",\"say\"," + "[".repeat(5_000);
  private static final byte[] BINARY = {
    0, 1, 1, 6, 4, '1', '2', 'r', 'o', 'o', 'm', ':', '0', 't', 'i', 'c', 'k', 9, 8, 7
  };

  private FuzzedMessages() {}

  /** Text messages, most of them well-formed. */
  static byte[] text(Random random) {
    if (random.nextInt(50) == 0) {
      return DEEP.getBytes(StandardCharsets.UTF_8);
    }
    byte[] right = Mutation.any(random, TEXTS).getBytes(StandardCharsets.UTF_8);
    return random.nextInt(3) == 0 ? Mutation.of(right, random) : right;
  }

  /** Connect parameters, flat and nested, most of them valid. */
  static String parameters(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "p" + "[]".repeat(random.nextInt(40)) + "=1";
      case 1 -> "k=v&".repeat(random.nextInt(1_100));
      default -> Mutation.any(random, PARAMETERS);
    };
  }

  // A binary join, mostly well-formed.
  private static byte[] binaryJoin(Random random) {
    byte[] join = {
      0,
      1,
      1,
      6,
      8,
      '1',
      '9',
      'r',
      'o',
      'o',
      'm',
      ':',
      '0',
      'p',
      'h',
      'x',
      '_',
      'j',
      'o',
      'i',
      'n',
      (byte) random.nextInt(256)
    };
    return random.nextInt(3) == 0 ? Mutation.of(join, random) : join;
  }

  /** Binary messages, half of them well-formed. */
  static byte[] binary(Random random) {
    if (random.nextInt(4) == 0) {
      return binaryJoin(random);
    }
    return random.nextBoolean() ? Mutation.of(BINARY, random) : BINARY.clone();
  }
}
