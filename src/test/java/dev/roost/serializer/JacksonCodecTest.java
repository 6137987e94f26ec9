package dev.roost.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Encoding, decoding and refusals of the standard codec. */
class JacksonCodecTest {
  private enum Color {
    RED,
    BLUE
  }

  private record Author(String name, @Nullable String email) {}

  private record NewMessage(
      String text, int times, Author author, List<String> tags, Optional<String> subject) {}

  private record Renamed(@JsonProperty("first_name") String firstName) {}

  private record Tree(JsonNode node) {}

  private record Choice(Color color) {}

  private record Appointment(Instant at, LocalDate day, Duration length, OffsetDateTime end) {}

  record Checked(String text) {
    Checked {
      if (text.isBlank()) {
        throw new IllegalArgumentException("text must not be blank");
      }
    }
  }

  private record Empty() {}

  private static final String COMPLETE =
      "{'text':'hi','times':2,'author':{'name':'Ann'},'tags':['a'],'subject':'s'}";

  private static Payload json(String singleQuoted) {
    return Payload.json(singleQuoted.replace('\'', '"'));
  }

  private static Map<String, String> errors(String singleQuoted, Class<?> type) {
    InvalidPayloadException failure =
        catchThrowableOfType(InvalidPayloadException.class, () -> json(singleQuoted).decode(type));
    assertThat(failure).as("refusal of %s", singleQuoted).isNotNull();
    return failure.errors();
  }

  // -- Vert.x's JSON

  @Test
  void vertxJsonIsEncodedByItsMembers() {
    JsonObject object =
        new JsonObject()
            .put("text", "hi")
            .put("list", new JsonArray().add(1).add(new JsonObject().put("a", true)))
            .putNull("none");
    assertThat(Payload.of(object))
        .hasToString("{\"text\":\"hi\",\"list\":[1,{\"a\":true}],\"none\":null}");
    assertThat(Payload.of(new JsonArray().add("a"))).hasToString("[\"a\"]");
    assertThat(Payload.of(Map.of("inside", object)).json().at("/inside/text").textValue())
        .isEqualTo("hi");
  }

  @Test
  void vertxJsonIsDecodedByItsMembers() {
    JsonObject object = json("{'text':'hi','list':[1,{'a':true}]}").decode(JsonObject.class);
    assertThat(object.getString("text")).isEqualTo("hi");
    assertThat(object.getJsonArray("list").getJsonObject(1).getBoolean("a")).isTrue();
    assertThat(json("[1,[2]]").decode(JsonArray.class).getJsonArray(1).getInteger(0)).isEqualTo(2);
  }

  // -- Other types of the JDK and of Vert.x

  @Test
  void timesAreIso8601() {
    Appointment appointment =
        new Appointment(
            Instant.parse("2026-11-26T10:00:00Z"),
            LocalDate.of(2026, 11, 26),
            Duration.ofMinutes(90),
            OffsetDateTime.parse("2026-11-26T12:30:00+01:00"));
    Payload payload = Payload.of(appointment);
    assertThat(payload)
        .hasToString(
            "{\"at\":\"2026-11-26T10:00:00Z\",\"day\":\"2026-11-26\","
                + "\"length\":\"PT1H30M\",\"end\":\"2026-11-26T12:30:00+01:00\"}");
    assertThat(payload.decode(Appointment.class)).isEqualTo(appointment);
  }

  @Test
  void optionalsAreTheirValueOrNull() {
    assertThat(Payload.of(Map.of("a", Optional.of(1)))).hasToString("{\"a\":1}");
    assertThat(Payload.of(Map.of("a", Optional.empty()))).hasToString("{\"a\":null}");
    NewMessage message =
        json("{'text':'hi','times':2,'author':{'name':'Ann'},'tags':[]}").decode(NewMessage.class);
    assertThat(message.subject()).isEmpty();
  }

  @Test
  void bytesInsideJsonAreStandardBase64() {
    byte[] bytes = {(byte) 0xfb, (byte) 0xff, 1};
    assertThat(Payload.of(Map.of("bytes", bytes))).hasToString("{\"bytes\":\"+/8B\"}");
    assertThat(json("{'bytes':'+/8B'}").decode(new TypeReference<Map<String, byte[]>>() {}))
        .containsEntry("bytes", bytes);
    assertThat(Payload.of(Buffer.buffer(bytes)).isBinary()).isTrue();
  }

  @Test
  void recordWithoutComponentsIsAnEmptyObject() {
    assertThat(Payload.of(new Empty())).hasToString("{}");
  }

  @Test
  void valueWithoutMembersIsRefusedWithJacksonsReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Payload.of(new Object()))
        .withMessageContaining("java.lang.Object")
        .withMessageContaining("No serializer found");
  }

  // -- Invalid values

  @Test
  void completeValueIsDecoded() {
    assertThat(json(COMPLETE).decode(NewMessage.class))
        .isEqualTo(
            new NewMessage("hi", 2, new Author("Ann", null), List.of("a"), Optional.of("s")));
  }

  @Test
  void errorsNameMissingMembers() {
    assertThat(errors(COMPLETE.replace("'text':'hi',", ""), NewMessage.class))
        .isEqualTo(Map.of("text", "is missing"));
    assertThat(errors(COMPLETE.replace("'times':2,", ""), NewMessage.class))
        .isEqualTo(Map.of("times", "is missing"));
    assertThat(errors(COMPLETE.replace("'name':'Ann'", ""), NewMessage.class))
        .isEqualTo(Map.of("author.name", "is missing"));
    assertThat(errors("{}", Renamed.class)).isEqualTo(Map.of("first_name", "is missing"));
  }

  @Test
  void nullCountsAsMissing() {
    assertThat(errors(COMPLETE.replace("'hi'", "null"), NewMessage.class))
        .isEqualTo(Map.of("text", "must not be null"));
    assertThat(errors(COMPLETE.replace("'times':2", "'times':null"), NewMessage.class))
        .isEqualTo(Map.of("times", "must not be null"));
    assertThat(errors("null", NewMessage.class)).isEqualTo(Map.of("", "must not be null"));
    assertThat(json("{'name':'Ann','email':null}").decode(Author.class).email()).isNull();
    assertThat(json("{'node':null}").decode(Tree.class).node().isNull()).isTrue();
  }

  @Test
  void errorsOfWrongTypesNameTheExpectedType() {
    assertThat(errors(COMPLETE.replace("'times':2", "'times':'many'"), NewMessage.class))
        .isEqualTo(Map.of("times", "must be an integer"));
    assertThat(errors(COMPLETE.replace("'times':2", "'times':99999999999"), NewMessage.class))
        .containsKey("times");
    assertThat(errors(COMPLETE.replace("['a']", "'a'"), NewMessage.class))
        .isEqualTo(Map.of("tags", "must be an array"));
    assertThat(errors(COMPLETE.replace("['a']", "['a',{}]"), NewMessage.class))
        .isEqualTo(Map.of("tags[1]", "must be a string"));
    assertThat(errors(COMPLETE.replace("{'name':'Ann'}", "7"), NewMessage.class))
        .isEqualTo(Map.of("author", "must be an object"));
    assertThat(errors("{'color':'GREEN'}", Choice.class))
        .isEqualTo(Map.of("color", "must be one of RED, BLUE"));
    assertThat(errors("[]", NewMessage.class)).isEqualTo(Map.of("", "must be an object"));
  }

  @Test
  void exceptionOfARecordsConstructorIsReported() {
    assertThat(errors("{'text':' '}", Checked.class))
        .isEqualTo(Map.of("", "text must not be blank"));
  }

  @Test
  void typesWithParametersAreChecked() {
    InvalidPayloadException failure =
        catchThrowableOfType(
            InvalidPayloadException.class,
            () -> json("[1,'x']").decode(new TypeReference<List<Integer>>() {}));
    assertThat(failure.errors()).isEqualTo(Map.of("[1]", "must be an integer"));
    assertThat(failure.toReply()).containsEntry("reason", "invalid payload");
  }
}
