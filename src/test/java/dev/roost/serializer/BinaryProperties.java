package dev.roost.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;

/** The binary frames of version 2, with fields of every length around the limits. */
class BinaryProperties {
  private final Wire wire = new Wire();

  @AfterTry
  void checkLeaks() {
    wire.assertNothingLeaked();
  }

  /** Strings of 0, 1, some, 254 and 255 bytes, of one and of several bytes a character. */
  @Provide
  Arbitrary<String> fields() {
    Arbitrary<Integer> bytes =
        Arbitraries.oneOf(
            Arbitraries.of(0, 1, 2, 3, 4, 254, 255), Arbitraries.integers().between(0, 255));
    return Combinators.combine(bytes, Arbitraries.of("a", "é", "€", "😀"))
        .as(BinaryProperties::ofBytes);
  }

  /** As many of the characters as fit, and ASCII for the rest. */
  private static String ofBytes(int bytes, String character) {
    int width = Wire.utf8(character).length;
    return character.repeat(bytes / width) + "x".repeat(bytes % width);
  }

  @Provide
  Arbitrary<byte[]> data() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void pushesOfClientsAreDecoded(
      @ForAll("fields") String joinRef,
      @ForAll("fields") String ref,
      @ForAll("fields") String topic,
      @ForAll("fields") String event,
      @ForAll("data") byte[] data)
      throws DecodeException {
    Message message = wire.v2.decodeBinary(layout(0, data, joinRef, ref, topic, event));
    assertThat(message.joinRef()).isEqualTo(Ref.of(joinRef));
    assertThat(message.ref()).isEqualTo(Ref.of(ref));
    assertThat(message.topic()).isEqualTo(topic);
    assertThat(message.event()).isEqualTo(event);
    assertThat(message.payload().isBinary()).isTrue();
    assertThat(message.payload().binary()).isEqualTo(data);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void pushesRepliesAndBroadcastsAreLaidOutAsPhoenixDoes(
      @ForAll("fields") String joinRef,
      @ForAll("fields") String ref,
      @ForAll("fields") String topic,
      @ForAll("fields") String event,
      @ForAll("data") byte[] data) {
    Payload payload = Payload.binary(data);
    assertBinary(
        wire.v2.encode(new Message(Ref.of(joinRef), Ref.of(ref), topic, event, payload)),
        layout(0, data, joinRef, topic, event));
    assertBinary(
        wire.v2.encode(new ReplyMessage(Ref.of(joinRef), Ref.of(ref), topic, event, payload)),
        layout(1, data, joinRef, ref, topic, event));
    assertBinary(
        wire.v2.fastlane(new Broadcast(topic, event, payload)), layout(2, data, topic, event));
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void nullAndNumbersAreWrittenAsText(@ForAll("data") byte[] data, @ForAll int number) {
    Payload payload = Payload.binary(data);
    Ref literal = Ref.literal(String.valueOf(number));
    assertBinary(
        wire.v2.encode(new Message(null, literal, "t", "e", payload)),
        layout(0, data, "", "t", "e"));
    assertBinary(
        wire.v2.encode(new ReplyMessage(literal, null, "t", "ok", payload)),
        layout(1, data, String.valueOf(number), "", "t", "ok"));
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void fieldsOf256BytesAndMoreAreRefused(
      @ForAll("fields") String fits, @ForAll("data") byte[] data) {
    Payload payload = Payload.binary(data);
    for (String character : new String[] {"a", "é", "€", "😀"}) {
      String tooLong = ofBytes(256, character);
      Ref ref = Ref.of(fits);
      assertRefused(() -> wire.v2.encode(new Message(Ref.of(tooLong), ref, fits, fits, payload)));
      assertRefused(() -> wire.v2.encode(new Message(ref, ref, tooLong, fits, payload)));
      assertRefused(() -> wire.v2.encode(new Message(ref, ref, fits, tooLong, payload)));
      assertRefused(
          () -> wire.v2.encode(new ReplyMessage(ref, Ref.of(tooLong), fits, fits, payload)));
      assertRefused(() -> wire.v2.encode(new ReplyMessage(ref, ref, fits, tooLong, payload)));
      assertRefused(() -> new Broadcast(tooLong, fits, payload));
      assertRefused(() -> new Broadcast(fits, tooLong, payload));
    }
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
    assertThatIllegalArgumentException().isThrownBy(what).withMessageContaining("255");
  }

  private static void assertBinary(Frame frame, byte[] expected) {
    assertThat(frame.isBinary()).isTrue();
    assertThat(Wire.content(frame)).isEqualTo(expected);
  }

  private static byte[] layout(int kind, byte[] data, String... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(kind);
    for (String field : fields) {
      out.write(Wire.utf8(field).length);
    }
    for (String field : fields) {
      out.writeBytes(Wire.utf8(field));
    }
    out.writeBytes(data);
    return out.toByteArray();
  }
}
