package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every posted body is parsed as a batch or refused. */
class LongPollBatchProperties {
  private static final int MAX = 100;

  /** The number of messages, or the negative status of the refusal. */
  private static int parse(byte[] body, boolean lines) {
    try {
      return LongPollBatch.parse(Buffer.buffer(body), lines, MAX).size();
    } catch (LongPollBatch.Refused refused) {
      assertThat(refused.answer().status()).isIn(400, 413);
      return -refused.answer().status();
    }
  }

  private static int parse(String body) {
    return parse(body.getBytes(StandardCharsets.UTF_8), true);
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(400);
  }

  @Provide
  Arbitrary<String> lineLike() {
    return Arbitraries.strings()
        .withChars("[]{}\"\n\r\n\nAZaz09+/=-_ ,\u20ac\u0000")
        .ofMaxLength(300);
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void randomBytes(@ForAll("bytes") byte[] bytes) {
    assertThat(parse(bytes, true)).isBetween(-413, MAX);
    assertThat(parse(bytes, false)).isIn(1, -400);
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void randomPiecesOfLines(@ForAll("lineLike") String text) {
    assertThat(parse(text)).isBetween(-413, MAX);
  }

  @Property(tries = 500)
  void batchesWithSomeBytesChanged(@ForAll Random random) {
    byte[] body =
        "[null,\"1\",\"phoenix\",\"heartbeat\",{\"é\":\"😀\"}]\r\nAAEBBAQxMmVjaG9waW5n\n[1]\n"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(parse(body, true)).isEqualTo(3);
    for (int i = 0; i <= random.nextInt(4); i++) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    assertThat(parse(body, true)).isBetween(-413, MAX);
  }

  @Property(tries = 300)
  void everyLineIsAMessage(
      @ForAll List<byte[]> messages, @ForAll boolean carriageReturns, @ForAll boolean endsSo) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int lines = 0;
    for (byte[] message : messages) {
      body.writeBytes(
          message.length % 2 == 0
              ? ("[" + message.length + "]").getBytes(StandardCharsets.UTF_8)
              : Base64.getEncoder().encode(message));
      lines++;
      if (endsSo || lines < messages.size()) {
        body.writeBytes((carriageReturns ? "\r\n" : "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(parse(body.toByteArray(), true)).isEqualTo(lines > MAX ? -413 : lines);
  }

  @Example
  void hugeLines() {
    assertThat(parse("[" + "x".repeat(8_000_000))).isEqualTo(1);
    assertThat(parse("A".repeat(8_000_000))).isEqualTo(1);
    assertThat(parse("A".repeat(7_999_997))).isEqualTo(-400);
    assertThat(parse("\n".repeat(8_000_000))).isZero();
    assertThat(parse("\r\n".repeat(4_000_000))).isZero();
    assertThat(parse("[]\n".repeat(2_000_000))).isEqualTo(-413);
  }

  @Example
  void edges() {
    assertThat(parse("")).isZero();
    assertThat(parse("[]\n".repeat(MAX))).isEqualTo(MAX);
    assertThat(parse("[]\n".repeat(MAX) + "[]")).isEqualTo(-413);
    assertThat(parse(" []")).isEqualTo(-400);
    assertThat(parse("{}")).isEqualTo(-400);
    assertThat(parse("QUJD\rQUJD")).isEqualTo(-400);
    assertThat(parse(new byte[] {'[', (byte) 0xc3, '(', ']'}, true)).isEqualTo(-400);
    assertThat(parse(new byte[] {(byte) 0xff}, false)).isEqualTo(-400);
    assertThat(parse(new byte[0], false)).isEqualTo(1);
  }

  @Example
  void contentTypes() {
    assertThat(LongPollBatch.isLines("application/x-ndjson")).isTrue();
    assertThat(LongPollBatch.isLines("application/x-ndjson; charset=utf-8")).isFalse();
    assertThat(LongPollBatch.isLines("Application/X-NDJSON")).isFalse();
    assertThat(LongPollBatch.isLines("application/json")).isFalse();
    assertThat(LongPollBatch.isLines("")).isFalse();
    assertThat(LongPollBatch.isLines(";application/x-ndjson")).isFalse();
  }
}
