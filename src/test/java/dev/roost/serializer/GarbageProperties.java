package dev.roost.serializer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Every input decodes to a message or throws a {@link DecodeException}. */
class GarbageProperties {
  private static final String[] VALID = {
    "[\"1\",\"2\",\"room:é\",\"new_msg\",{\"a\":[1,-2.5e3,null,true,\"\\u00e9\\n😀\"]}]",
    "{\"topic\":\"room:é\",\"event\":\"e\",\"ref\":\"1\",\"payload\":{\"b\":[[],{}]},\"x\":0}"
  };
  private static final byte[] VALID_BINARY = {
    0, 1, 1, 3, 2, '1', '2', 't', (byte) 0xc3, (byte) 0xa9, 'e', 'v', 9, 8, 7
  };

  private final Wire wire = new Wire();

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
  }

  @Provide
  Arbitrary<String> jsonLike() {
    return Arbitraries.strings()
        .withChars("[]{}\",:\\0123456789eE+-.ntrufals \n\t/\u0000\ud800\u20ac")
        .ofMaxLength(80);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void randomBytes(@ForAll("bytes") byte[] bytes) {
    decodeAll(bytes);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void randomPiecesOfJson(@ForAll("jsonLike") String text) {
    decodeAll(Wire.utf8(text));
    decodeAll(Wire.utf8("[null,null,\"t\",\"e\"," + text));
    decodeAll(Wire.utf8("[null,null,\"t\",\"e\"," + text + "]"));
    decodeAll(Wire.utf8("{\"topic\":\"t\",\"event\":\"e\",\"ref\":1,\"payload\":" + text + "}"));
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void messagesWithSomeBytesChanged(@ForAll Random random) {
    for (String valid : VALID) {
      decodeAll(mutated(Wire.utf8(valid), random));
    }
    decodeAll(mutated(VALID_BINARY, random));
  }

  private static byte[] mutated(byte[] valid, Random random) {
    byte[] changed = valid.clone();
    for (int i = 0; i <= random.nextInt(4); i++) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return random.nextBoolean() ? changed : Arrays.copyOf(changed, random.nextInt(80));
  }

  @Property(tries = 1)
  void truncatedMessages() {
    for (String valid : VALID) {
      byte[] whole = Wire.utf8(valid);
      for (int length = 0; length < whole.length; length++) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThat(isMessage(() -> wire.v1.decodeText(part))).isFalse();
        assertThat(isMessage(() -> wire.v2.decodeText(part))).isFalse();
      }
    }
    // The data of a binary message may have any length; its header may not.
    for (int length = 0; length < VALID_BINARY.length; length++) {
      byte[] part = Arrays.copyOf(VALID_BINARY, length);
      assertThat(isMessage(() -> wire.v2.decodeBinary(part))).isEqualTo(length >= 12);
    }
  }

  private interface Decoding {
    Message decode() throws DecodeException;
  }

  private void decodeAll(byte[] bytes) {
    // The transport validates UTF-8 before it decodes text.
    if (ByteBufUtil.isText(Unpooled.wrappedBuffer(bytes), StandardCharsets.UTF_8)) {
      isMessage(() -> wire.v1.decodeText(bytes.clone()));
      isMessage(() -> wire.v2.decodeText(bytes.clone()));
    }
    isMessage(() -> wire.v1.decodeBinary(bytes.clone()));
    isMessage(() -> wire.v2.decodeBinary(bytes.clone()));
  }

  private boolean isMessage(Decoding decoding) {
    Message message;
    try {
      message = decoding.decode();
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotEmpty().doesNotContain("\n");
      return false;
    }
    relay(message);
    return true;
  }

  // A decoded message can be relayed.
  private void relay(Message message) {
    if (message.payload().isObject()) {
      Wire.json(wire.v2.fastlane(new Broadcast("t", "e", message.payload())));
    }
    if (!message.payload().isBinary()) {
      Wire.json(wire.v2.encode(new ReplyMessage(null, null, "t", "ok", message.payload())));
    }
    wire.assertNothingLeaked();
  }

  /** The parser accepts everything that the scanner accepts, with the same result. */
  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void theScannerReadsWhatTheParserReads(
      @ForAll Random random,
      @ForAll("jsonLike") String text,
      @ForAll("objects") List<String> object)
      throws DecodeException {
    String usual = "[\"1\",null,\"room:é\",\"new_msg\"," + String.join("", object) + "]";
    for (String message :
        List.of(
            usual.replace("é", "e"),
            usual,
            new String(mutated(Wire.utf8(usual), random), StandardCharsets.UTF_8),
            "[null,null,\"t\",\"e\"," + text + "]",
            "[null,null,\"t\",\"e\",{\"a\":" + text + "}]")) {
      byte[] utf8 = Wire.utf8(message);
      Message scanned = CompactScanner.scan(utf8);
      if (scanned != null) {
        Message parsed = SerializerV2.parse(utf8);
        assertThat(scanned).usingRecursiveComparison().ignoringFields("payload").isEqualTo(parsed);
        assertThat(scanned.payload()).hasToString(parsed.payload().toString());
        assertThat(scanned.payload().compacted())
            .hasToString(parsed.payload().compacted().toString());
      }
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void theScannerReadsPayloadsAsTheParserDoes(
      @ForAll Random random,
      @ForAll("jsonLike") String text,
      @ForAll("objects") List<String> object)
      throws DecodeException {
    String usual = String.join("", object);
    for (byte[] payload :
        List.of(
            Wire.utf8(usual),
            mutated(Wire.utf8(usual), random),
            Wire.utf8(text),
            Wire.utf8("[" + text + "]"),
            Wire.utf8("{\"a\":" + text + "}"))) {
      Payload scanned = CompactScanner.scanAscii(payload);
      if (scanned != null) {
        Payload parsed = Json.parse(payload);
        assertThat(scanned).hasToString(parsed.toString());
        assertThat(scanned.compacted()).hasToString(parsed.compacted().toString());
        assertThat(scanned.isObject()).isEqualTo(parsed.isObject());
      }
    }
  }

  @Provide
  Arbitrary<List<String>> objects() {
    return JsonTexts.objects();
  }

  @Test
  void theScannerTakesWhatClientsWrite() {
    for (String message :
        List.of(
            "[null,\"7\",\"phoenix\",\"heartbeat\",{}]",
            "[\"1\",\"2\",\"room:lobby\",\"new_msg\",{\"text\":\"Grüezi"
                + " 😀\",\"n\":[1,-2.5,true,null]}]",
            "[\"1\",\"1\",\"room:lobby\",\"phx_join\",{\"a\":{\"b\":{\"c\":[[],{},false]}}}]")) {
      assertThat(CompactScanner.scan(Wire.utf8(message))).isNotNull();
    }
    byte[] diff = Wire.utf8("{\"joins\":{\"7\":{\"metas\":[{\"at\":1}]}},\"leaves\":{}}");
    assertThat(CompactScanner.scanAscii(diff)).isNotNull();
    // It may be in another encoding.
    assertThat(CompactScanner.scanAscii(Wire.utf8("{\"name\":\"Zoë\"}"))).isNull();
  }
}
