package dev.roost.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads created by the server, and payloads of clients. */
class PayloadTest {
  private final Wire wire = new Wire();

  /** A type that a channel may decode. */
  private record Chat(String body, int times) {}

  private String sent(Payload payload) {
    String text = Wire.text(wire.v2.encode(new ReplyMessage(null, null, "t", "ok", payload)));
    wire.assertNothingLeaked();
    String head = "[null,null,\"t\",\"phx_reply\",{\"status\":\"ok\",\"response\":";
    assertThat(text).startsWith(head).endsWith("}]");
    return text.substring(head.length(), text.length() - 2);
  }

  @Test
  void anyValueBecomesJson() {
    assertThat(sent(Payload.of(null))).isEqualTo("null");
    assertThat(sent(Payload.of("é\"\n"))).isEqualTo("\"é\\\"\\n\"");
    assertThat(sent(Payload.of(new BigInteger("123456789012345678901234567890"))))
        .isEqualTo("123456789012345678901234567890");
    assertThat(sent(Payload.of(List.of(1, true, Map.of())))).isEqualTo("[1,true,{}]");
    assertThat(sent(Payload.of(new Chat("hi", 2)))).isEqualTo("{\"body\":\"hi\",\"times\":2}");
    assertThat(sent(Payload.of(Payload.json("[1]").json()))).isEqualTo("[1]");
    assertThat(sent(Payload.EMPTY)).isEqualTo("{}");
  }

  /** The parsers of a JVM share the names that they have read, and copy them with each new one. */
  @Test
  void parsersKeepFewOfTheNamesThatClientsChoose() throws Exception {
    for (int i = 0; i < 5 * PayloadFactory.MAX_NAMES; i++) {
      Payload.json("{ \"user" + i + "\": {} }");
      wire.v2.decodeText(Wire.utf8("[null, null, \"t\", \"e\", {\"name" + i + "\": 1}]"));
    }
    assertThat(Json.FACTORY.names()).isPositive().isLessThanOrEqualTo(PayloadFactory.MAX_NAMES + 1);
  }

  @Test
  void copiedFactoryKeepsItsFeatures() throws Exception {
    JsonFactory factory =
        new PayloadFactory().enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES).copy();
    assertThat(factory.isEnabled(JsonFactory.Feature.INTERN_FIELD_NAMES)).isFalse();
    assertThat(factory.isEnabled(JsonFactory.Feature.CHARSET_DETECTION)).isFalse();
    assertThat(new ObjectMapper(factory).readTree(Wire.utf8("{'a':1}"))).hasSize(1);
  }

  @Test
  void bytesAndBuffersAreBinary() {
    assertThat(Payload.of(new byte[] {1, 2}).binary()).containsExactly(1, 2);
    assertThat(Payload.of(Buffer.buffer("ab")).binary()).containsExactly('a', 'b');
    assertThat(Payload.of(new byte[0]).isBinary()).isTrue();
  }

  @Test
  void payloadOfAPayloadIsTheSame() {
    Payload payload = Payload.json("{}");
    assertThat(Payload.of(payload)).isSameAs(payload);
  }

  @Test
  void outputOfACustomMapperIsSentCompact() {
    ObjectMapper pretty = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    assertThat(sent(Payload.of(Map.of("a", List.of(1, "b c")), new JacksonCodec(pretty))))
        .isEqualTo("{\"a\":[1,\"b c\"]}");
  }

  @Test
  void valueWithoutJsonIsRefused() {
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertThatIllegalArgumentException().isThrownBy(() -> Payload.of(itself));
    Map<Object, Object> broken = new LinkedHashMap<>();
    broken.put("a", (java.util.concurrent.Callable<String>) () -> "no bean");
    broken.put("b", broken);
    assertThatIllegalArgumentException().isThrownBy(() -> Payload.of(broken));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", " 1 ", "\n-2.50e+3\t", " \"a b\" ", " [ ] ", "{ }", " true", "null "})
  void jsonTextMayHaveWhiteSpaceAround(String text) {
    assertThat(sent(Payload.json(text)).replace(" ", "")).isEqualTo(text.trim().replace(" ", ""));
    assertThat(Payload.json(" {\"a\":1} ").isObject()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1 2",
        "{}{}",
        "[",
        "{\"a\"}",
        "tru",
        "01",
        "+1",
        ".5",
        "1.",
        "'a'",
        "NaN",
        "\"\u0001\"",
        "// c\n1",
        "[1,]",
        "\ufeff1",
        "{\"a\":1,}",
        "\"\\x\"",
        "\"\\u12\"",
        "-"
      })
  void textThatIsNotOneJsonValueIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Payload.json(text));
  }

  @Test
  void onlyObjectsAndBytesCanBeBroadcast() {
    for (String json : List.of("[]", "1", "\"{\"", "null", "true")) {
      Payload payload = Payload.json(json);
      assertThat(payload.isObject()).isFalse();
      assertThatIllegalArgumentException().isThrownBy(() -> new Broadcast("t", "e", payload));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> wire.v2.encode(new Message(null, null, "t", "e", payload)));
      Wire.content(wire.v1.encode(new Message(null, null, "t", "e", payload)));
    }
    wire.assertNothingLeaked();
  }

  @Test
  void version1HasNoBinary() {
    Payload binary = Payload.binary(new byte[] {'{', '}'});
    assertThat(binary.isObject()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wire.v1.encode(new Message(null, null, "t", "e", binary)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wire.v1.encode(new ReplyMessage(null, null, "t", "ok", binary)));
    assertThat(wire.v1.fastlane(new Broadcast("t", "e", binary))).isNull();
    wire.assertNothingLeaked();
  }

  @Test
  void jsonIsDecodedAsTreeOrType() {
    Payload payload = Payload.json("{\"body\":\"hi\",\"times\":3,\"more\":[1]}");
    assertThat(payload.json().path("more").get(0).intValue()).isEqualTo(1);
    assertThat(payload.decode(Chat.class)).isEqualTo(new Chat("hi", 3));
    assertThat(Payload.json("[1,2]").decode(new TypeReference<List<Integer>>() {}))
        .containsExactly(1, 2);
    assertThat(Payload.json("12345678901234567890123").json().bigIntegerValue())
        .isEqualTo(new BigInteger("12345678901234567890123"));
  }

  @Test
  void decodeErrorDoesNotContainTheClientsData() {
    for (String json : List.of("null", "[]", "{\"times\":\"secret\"}", "\"secret\"")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Payload.json(json).decode(Chat.class))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
  }

  @Test
  void jsonAndBinaryAreNotInterchangeable() {
    Payload json = Payload.EMPTY;
    Payload binary = Payload.binary(new byte[] {1});
    assertThatIllegalArgumentException().isThrownBy(json::binary);
    assertThatIllegalStateException().isThrownBy(binary::json);
    assertThatIllegalArgumentException().isThrownBy(() -> binary.decode(Chat.class));
    assertThat(binary).hasToString("binary of 1 bytes");
    assertThat(json).hasToString("{}");
  }

  @Test
  void binaryIsCopied() {
    byte[] source = {1, 2, 3};
    Payload payload = Payload.binary(source);
    payload.binary()[0] = 9;
    assertThat(payload.binary()).containsExactly(1, 2, 3);
  }

  @Test
  void lastOfDuplicateMembersWins() throws DecodeException {
    Message message =
        wire.v1.decodeText(
            Wire.utf8(
                "{\"topic\":\"a\",\"event\":\"e\",\"ref\":1,\"payload\":1,\"topic\":\"b\","
                    + "\"ref\":null,\"payload\":{\"x\":1,\"x\":2}}"));
    assertThat(message.topic()).isEqualTo("b");
    assertThat(message.ref()).isNull();
    assertThat(message.payload().json().path("x").intValue()).isEqualTo(2);
    assertThat(sent(message.payload())).isEqualTo("{\"x\":1,\"x\":2}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{ \t\n}", "{\"b\":{}}", " {\"b\" : [1,{}] } ", "{\"i\":1.50}"})
  void withMemberAppendsToTheObject(String json) {
    Payload longer = Payload.json(json).withMember("i\"d", "é\n");
    String before = json.strip();
    assertThat(longer.toString()).startsWith(before.substring(0, before.length() - 1));
    ObjectNode expected = (ObjectNode) Payload.json(json).json();
    assertThat(longer.json()).isEqualTo(expected.put("i\"d", "é\n"));
    assertThat(Payload.json(longer.toString()).json()).isEqualTo(longer.json());
  }

  @Test
  void appendedMemberWins() {
    Payload twice = Payload.json("{\"id\":1}").withMember("id", "2");
    assertThat(twice.json().path("id").textValue()).isEqualTo("2");
  }

  @Test
  void attributesAreNotEncoded() {
    Payload plain = Payload.json("{ \"a\": 1 }");
    Payload marked = plain.withAttribute("user", "ada").withAttribute("tag", "x");
    assertThat(plain.attributes()).isEmpty();
    assertThat(marked.attributes()).isEqualTo(Map.of("user", "ada", "tag", "x"));
    assertThat(marked.attribute("user")).isEqualTo("ada");
    assertThat(marked.attribute("none")).isNull();
    assertThat(marked.withAttribute("user", "eve").attribute("user")).isEqualTo("eve");
    assertThat(marked.withMember("id", "7").attributes()).isEqualTo(marked.attributes());
    assertThat(Payload.of(marked)).isSameAs(marked);
    assertThat(marked.withAttributes(Map.of()).attributes()).isEmpty();
    for (String vsn : List.of("1.0.0", "2.0.0")) {
      Serializer serializer = Serializers.phoenix().forVersion(vsn);
      Frame frame = serializer.fastlane(new Broadcast("t", "e", marked));
      assertThat(frame.text()).contains("{\"a\":1}").doesNotContain("ada");
      frame.release();
    }
  }

  @Test
  void withMemberNeedsAnObject() {
    assertThatIllegalArgumentException().isThrownBy(() -> Payload.json("[]").withMember("a", "b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Payload.binary(new byte[] {'{', '}'}).withMember("a", "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", " {\n\"a\" :\r\n[ 1 ,\t\"b c\" ] }\n", "\"a\\nb\"", " true\n", "[]"})
  void uncheckedJsonIsSentLikeCheckedJson(String json) {
    Payload checked = Payload.json(json);
    for (Payload unchecked :
        List.of(
            Payload.uncheckedJson(json),
            Payload.uncheckedJson(Wire.utf8(json)),
            Payload.uncheckedJson(Buffer.buffer(json)),
            Payload.json(Buffer.buffer(json)))) {
      assertThat(sent(unchecked)).isEqualTo(sent(checked));
      assertThat(unchecked.isObject()).isEqualTo(checked.isObject());
      assertThat(unchecked.json()).isEqualTo(checked.json());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "{", "[", "\"", "{\"a\":1", "[1}", " {] "})
  void truncatedUncheckedJsonIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Payload.uncheckedJson(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{a}", "tru", "\"a\nb\"", "{\"a}", "{\\}", "\\", "\"\\\"", "x \"\\", "\u0001"})
  void invalidUncheckedJsonIsSentAsIs(String text) {
    Payload payload = Payload.uncheckedJson(text);
    assertThat(sent(payload).replace(" ", "")).isEqualTo(text.replace(" ", ""));
    if (payload.isObject()) {
      assertThat(payload.withMember("id", "1").toString()).endsWith("\"id\":\"1\"}");
    }
    assertThatIllegalStateException()
        .isThrownBy(payload::json)
        .withMessage("the payload is not JSON: Payload.uncheckedJson got other text");
  }
}
