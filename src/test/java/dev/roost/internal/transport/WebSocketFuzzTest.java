package dev.roost.internal.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Fuzzed WebSocket connections do not affect other clients and leave nothing behind. */
class WebSocketFuzzTest {
  private static final int MAX_FRAMES = 12;
  private static final int MASKED = 0x80;
  private static final int FINAL = 0x80;
  private static final int COMPRESSED = FINAL | 0x40 | RawWebSocket.TEXT;

  @Property(tries = 1, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void fuzzedFramesDoNotAffectOthers(@ForAll long seed) throws Exception {
    FuzzRun.run(seed, OtherClient::connected, WebSocketFuzzTest::attack);
  }

  private static void attack(int port, Random random) throws IOException {
    try (RawWebSocket connection = RawWebSocket.connect(port)) {
      byte[] handshake = handshake(port, random);
      int kind = random.nextInt(8);
      if (kind == 0) {
        connection.sendRaw(Mutation.of(handshake, random));
      } else if (kind == 1) {
        connection.sendRaw(Arrays.copyOf(handshake, random.nextInt(handshake.length)));
      } else {
        connection.sendRaw(handshake);
        if (random.nextBoolean()) {
          connection.answer();
        }
      }
      for (int i = random.nextInt(MAX_FRAMES); i > 0; i--) {
        connection.sendRaw(something(random));
      }
      Disconnect.any(random).run(connection, random);
    }
  }

  private static byte[] handshake(int port, Random random) {
    String mount = Mutation.any(random, "/socket", "/plain", "/packed", "/raw");
    String request =
        "GET "
            + mount
            + "/websocket?vsn="
            + Mutation.any(random, "2.0.0", "1.0.0")
            + (random.nextInt(4) == 0 ? "&" + FuzzedMessages.parameters(random) : "")
            + " HTTP/1.1\r\nHost: localhost:"
            + port
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + (mount.equals("/packed") ? offer(random) : "")
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    return request.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String offer(Random random) {
    String offer =
        switch (random.nextInt(10)) {
          case 0 -> "permessage-deflate; server_no_context_takeover";
          case 1 -> "permessage-deflate; client_no_context_takeover; client_max_window_bits";
          case 2 -> "permessage-deflate; server_max_window_bits=8, permessage-deflate";
          case 3 ->
              new String(Mutation.noise(random, 40), StandardCharsets.ISO_8859_1)
                  .replaceAll("[^ -~]", ";");
          default -> "permessage-deflate";
        };
    return "Sec-WebSocket-Extensions: " + offer + "\r\n";
  }

  private static byte[] something(Random random) {
    return switch (random.nextInt(18)) {
      case 12 -> frame(COMPRESSED, deflated(random));
      case 13 -> frame(COMPRESSED, Mutation.of(deflated(random), random));
      case 14 -> compressedFragments(random);
      case 15 -> frame(FINAL | random.nextInt(8) << 4 | random.nextInt(16), deflated(random));
      case 16 -> withheld(random);
      case 17 -> frame(COMPRESSED, Deflated.message(new byte[random.nextInt(60_000)]));
      case 0, 1, 2, 3 -> frame(FINAL | RawWebSocket.TEXT, FuzzedMessages.text(random));
      case 4 -> frame(FINAL | RawWebSocket.BINARY, FuzzedMessages.binary(random));
      case 5 -> fragments(random);
      case 6 -> control(random);
      case 7 -> frame(random.nextInt(256), FuzzedMessages.text(random));
      case 8 -> Mutation.of(frame(FINAL | RawWebSocket.TEXT, FuzzedMessages.text(random)), random);
      case 9 -> dishonestLength(random);
      case 10 -> frame(FINAL | RawWebSocket.TEXT, Mutation.noise(random, 300));
      default -> Mutation.noise(random, 300);
    };
  }

  private static byte[] deflated(Random random) {
    byte[] message = FuzzedMessages.text(random);
    return random.nextInt(5) == 0 ? Deflated.finalBlock(message) : Deflated.message(message);
  }

  // Later fragments may have the RSV1 bit that only the first may have.
  private static byte[] compressedFragments(Random random) {
    byte[] whole = deflated(random);
    int half = random.nextInt(whole.length + 1);
    int rsv = random.nextInt(5) == 0 ? random.nextInt(8) << 4 : 0;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(frame(0x40 | RawWebSocket.TEXT, Arrays.copyOf(whole, half)));
    if (random.nextInt(4) == 0) {
      out.writeBytes(control(random));
    }
    out.writeBytes(
        frame(
            (random.nextInt(5) > 0 ? FINAL : 0) | rsv | RawWebSocket.CONTINUATION,
            Arrays.copyOfRange(whole, half, whole.length)));
    return out.toByteArray();
  }

  // The server reads the following bytes as the rest of the frame.
  private static byte[] withheld(Random random) {
    boolean whole = random.nextBoolean();
    byte[] frame = frame((whole ? FINAL : 0) | RawWebSocket.TEXT, new byte[random.nextInt(20_000)]);
    return Arrays.copyOf(frame, whole ? random.nextInt(frame.length) : frame.length);
  }

  private static byte[] frame(int first, byte[] payload) {
    return RawWebSocket.frame(first, payload);
  }

  // With a ping in between, or another message, which is invalid.
  private static byte[] fragments(Random random) {
    byte[] whole =
        random.nextBoolean() ? FuzzedMessages.text(random) : FuzzedMessages.binary(random);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int opcode = Mutation.any(random, RawWebSocket.TEXT, RawWebSocket.BINARY);
    int start = 0;
    while (start < whole.length) {
      int end = Math.min(whole.length, start + 1 + random.nextInt(60));
      boolean last = end == whole.length && random.nextInt(10) > 0;
      out.writeBytes(frame((last ? FINAL : 0) | opcode, Arrays.copyOfRange(whole, start, end)));
      if (random.nextInt(6) == 0) {
        out.writeBytes(control(random));
      }
      opcode = random.nextInt(20) == 0 ? RawWebSocket.TEXT : RawWebSocket.CONTINUATION;
      start = end;
    }
    return out.toByteArray();
  }

  private static byte[] control(Random random) {
    int opcode = Mutation.any(random, RawWebSocket.PING, RawWebSocket.PONG, RawWebSocket.CLOSE);
    if (opcode == RawWebSocket.CLOSE && random.nextInt(3) > 0) {
      // Mostly not: the server ignores later frames.
      opcode = RawWebSocket.PING;
    }
    boolean whole = random.nextInt(8) > 0;
    return frame((whole ? FINAL : 0) | opcode, Mutation.noise(random, whole ? 126 : 300));
  }

  private static byte[] dishonestLength(Random random) {
    int first =
        FINAL | Mutation.any(random, RawWebSocket.TEXT, RawWebSocket.BINARY, RawWebSocket.PING);
    ByteBuffer frame = ByteBuffer.allocate(400);
    frame.put((byte) first);
    int mask = random.nextInt(8) == 0 ? 0 : MASKED;
    if (random.nextBoolean()) {
      frame.put((byte) (mask | 126)).putShort((short) random.nextInt(1 << 16));
    } else {
      long length =
          Mutation.any(
              random, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, 1L << 32, 7L, 20_001L);
      frame.put((byte) (mask | 127)).putLong(length);
    }
    frame.put(Mutation.noise(random, 300));
    return Arrays.copyOf(frame.array(), frame.position());
  }
}
