package dev.roost.serializer;

import static dev.roost.serializer.JsonTexts.compact;
import static dev.roost.serializer.JsonTexts.quote;
import static dev.roost.serializer.JsonTexts.spaced;
import static dev.roost.serializer.Wire.json;
import static dev.roost.serializer.Wire.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** Text messages of both versions survive decoding and encoding. */
class TextProperties {
  private final Wire wire = new Wire();

  @AfterProperty
  void checkLeaks() {
    wire.assertNothingLeaked();
  }

  @Provide
  Arbitrary<List<String>> values() {
    return JsonTexts.values();
  }

  @Provide
  Arbitrary<List<String>> objects() {
    return JsonTexts.objects();
  }

  @Provide
  Arbitrary<String> refs() {
    return JsonTexts.refs();
  }

  @Provide
  Arbitrary<String> names() {
    return JsonTexts.names();
  }

  private static List<String> v2Tokens(
      String joinRef, String ref, String topic, String event, List<String> payload) {
    List<String> tokens = new java.util.ArrayList<>();
    tokens.addAll(List.of("[", joinRef, ",", ref, ",", quote(topic), ",", quote(event), ","));
    tokens.addAll(payload);
    tokens.add("]");
    return tokens;
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void version2IsDecodedWithAnyWhiteSpace(
      @ForAll("refs") String joinRef,
      @ForAll("refs") String ref,
      @ForAll("names") String topic,
      @ForAll("names") String event,
      @ForAll("values") List<String> payload,
      @ForAll Random random)
      throws DecodeException {
    String text = spaced(v2Tokens(joinRef, ref, topic, event, payload), random);

    Message message = wire.v2.decodeText(utf8(text));

    assertThat(message.topic()).isEqualTo(topic);
    assertThat(message.event()).isEqualTo(event);
    assertRef(message.joinRef(), joinRef);
    assertRef(message.ref(), ref);
    assertThat(json(message.payload().toString())).isEqualTo(json(compact(payload)));
    assertThat(message.payload().json()).isEqualTo(json(compact(payload)));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void version2IgnoresFurtherElements(
      @ForAll("values") List<String> payload, @ForAll("values") List<String> sixth)
      throws DecodeException {
    String text = "[null,null,\"t\",\"e\"," + compact(payload) + "," + compact(sixth) + ",7]";
    assertThat(wire.v2.decodeText(utf8(text)).payload().toString()).isEqualTo(compact(payload));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void version1IsDecodedWithAnyOrderAndWhiteSpace(
      @ForAll("refs") String joinRef,
      @ForAll("refs") String ref,
      @ForAll("names") String topic,
      @ForAll("names") String event,
      @ForAll("values") List<String> payload,
      @ForAll Random random)
      throws DecodeException {
    String text = v1Text(joinRef, ref, topic, event, payload, random);

    Message message = wire.v1.decodeText(utf8(text));

    assertThat(message.topic()).isEqualTo(topic);
    assertThat(message.event()).isEqualTo(event);
    assertRef(message.joinRef(), joinRef);
    assertRef(message.ref(), ref);
    assertThat(message.payload().json()).isEqualTo(json(compact(payload)));
    assertThat(wire.v1.decodeBinary(utf8(text)).payload().json())
        .isEqualTo(message.payload().json());
  }

  private static String v1Text(
      String joinRef, String ref, String topic, String event, List<String> payload, Random random) {
    List<List<String>> members =
        new java.util.ArrayList<>(
            List.of(
                List.of("\"join_ref\"", ":", joinRef),
                List.of("\"ref\"", ":", ref),
                List.of("\"topic\"", ":", quote(topic)),
                List.of("\"event\"", ":", quote(event)),
                List.of("\"other\"", ":", "{", "\"topic\"", ":", "[", "1", "]", "}")));
    List<String> payloadMember = new java.util.ArrayList<>(List.of("\"payload\"", ":"));
    payloadMember.addAll(payload);
    members.add(payloadMember);
    java.util.Collections.shuffle(members, random);
    List<String> tokens = new java.util.ArrayList<>(List.of("{"));
    for (List<String> member : members) {
      if (tokens.size() > 1) {
        tokens.add(",");
      }
      tokens.addAll(member);
    }
    tokens.add("}");
    return spaced(tokens, random);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void version2OutputIsValidJson(
      @ForAll("refs") String joinRef,
      @ForAll("refs") String ref,
      @ForAll("names") String topic,
      @ForAll("names") String event,
      @ForAll("objects") List<String> payload,
      @ForAll Random random)
      throws DecodeException {
    Message message =
        wire.v2.decodeText(utf8(spaced(v2Tokens(joinRef, ref, topic, event, payload), random)));

    JsonNode sent = json(wire.v2.encode(message));

    assertThat(sent).isEqualTo(json(compact(v2Tokens(joinRef, ref, topic, event, payload))));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void relayedPayloadKeepsItsTokensWithoutWhiteSpace(
      @ForAll("objects") List<String> payload, @ForAll Random random) throws DecodeException {
    List<String> tokens = v2Tokens("null", "null", "t", "e", payload);
    Message message = wire.v2.decodeText(utf8(spaced(tokens, random)));

    assertThat(Wire.text(wire.v2.fastlane(new Broadcast("t", "e", message.payload()))))
        .isEqualTo(compact(tokens));
    assertThat(Wire.text(wire.v1.fastlane(new Broadcast("t", "e", message.payload()))))
        .isEqualTo(
            "{\"topic\":\"t\",\"ref\":null,\"payload\":" + compact(payload) + ",\"event\":\"e\"}");
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void repliesMayHoldAnyValue(
      @ForAll("refs") String joinRef,
      @ForAll("refs") String ref,
      @ForAll("names") String topic,
      @ForAll("names") String status,
      @ForAll("values") List<String> response,
      @ForAll Random random)
      throws DecodeException {
    Message asked =
        wire.v2.decodeText(utf8(compact(v2Tokens(joinRef, ref, topic, "e", List.of("0")))));
    Payload payload = Payload.json(spaced(response, random));
    ReplyMessage reply = new ReplyMessage(asked.joinRef(), asked.ref(), topic, status, payload);

    assertThat(json(wire.v2.encode(reply)))
        .isEqualTo(
            json(
                "["
                    + joinRef
                    + ","
                    + ref
                    + ","
                    + quote(topic)
                    + ",\"phx_reply\",{\"status\":"
                    + quote(status)
                    + ",\"response\":"
                    + compact(response)
                    + "}]"));
    assertThat(json(wire.v1.encode(reply)))
        .isEqualTo(
            json(
                "{\"topic\":"
                    + quote(topic)
                    + ",\"ref\":"
                    + ref
                    + ",\"payload\":{\"status\":"
                    + quote(status)
                    + ",\"response\":"
                    + compact(response)
                    + "},\"event\":\"phx_reply\"}"));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void repliesAreAppendedAsTheyAreEncoded(
      @ForAll("names") String topic, @ForAll("values") List<String> value, @ForAll Random random) {
    Payload payload = Payload.json(spaced(value, random));
    List<ReplyMessage> replies =
        List.of(
            new ReplyMessage(Ref.of("1"), Ref.literal("2"), topic, "ok", payload),
            new ReplyMessage(null, null, topic, "ok", Payload.EMPTY));
    for (Serializer serializer : List.of(wire.v1, wire.v2)) {
      ByteBuf expected = Unpooled.buffer().writeByte(7);
      ByteBuf appended = Unpooled.buffer(1).writeByte(7);
      for (ReplyMessage reply : replies) {
        Frame frame = serializer.encode(reply);
        expected.writeBytes(frame.bytes());
        frame.release();
        serializer.append(appended, reply);
      }
      assertThat(appended).isEqualTo(expected);
    }
  }

  private static void assertRef(Ref actual, String json) {
    if (json.equals("null")) {
      assertThat(actual).isNull();
    } else if (json.startsWith("\"")) {
      assertThat(actual).isEqualTo(Ref.of(json(json).textValue()));
    } else {
      assertThat(actual).isEqualTo(Ref.literal(json)).isNotEqualTo(Ref.of(json));
    }
  }
}
