package dev.roost.jackson3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.roost.internal.session.CapturedLog;
import dev.roost.serializer.InvalidPayloadException;
import dev.roost.serializer.JacksonCodec;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Clients get the same errors with Jackson 2 and Jackson 3. */
class CodecRulesTest {
  private enum Color {
    RED,
    BLUE
  }

  private record Author(String name, @Nullable String email) {}

  private record NewMessage(
      String text, int times, Author author, List<String> tags, Optional<String> subject) {}

  private record Choice(Color color) {}

  record Checked(String text) {
    Checked {
      if (text.isBlank()) {
        throw new IllegalArgumentException("text must not be blank");
      }
    }
  }

  private record Empty() {}

  /** Has no constructor that a codec could call. */
  interface Named {
    String text();
  }

  private record Appointment(Instant startsAt) {}

  private static final String COMPLETE =
      "{'text':'hi','times':2,'author':{'name':'Ann'},'tags':['a'],'subject':'s','other':1}";

  static Stream<Arguments> codecs() {
    return Stream.of(
        Arguments.of("Jackson 2, standard", JacksonCodec.standard()),
        Arguments.of("Jackson 2, the application's", JacksonCodec.basedOn(springsMapper())),
        Arguments.of("Jackson 3, standard", Jackson3Codec.standard()),
        Arguments.of(
            "Jackson 3, the application's",
            Jackson3Codec.basedOn(JsonMapper.builder().findAndAddModules().build())));
  }

  /** A mapper with the configuration of Spring Boot 3. */
  private static ObjectMapper springsMapper() {
    return new ObjectMapper()
        .findAndRegisterModules()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
  }

  private static @Nullable Object decode(JsonCodec codec, String singleQuoted, Class<?> type) {
    byte[] utf8 = singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return codec.decode(utf8, 0, utf8.length, type);
  }

  private static Map<String, String> errors(JsonCodec codec, String singleQuoted, Class<?> type) {
    InvalidPayloadException failure =
        catchThrowableOfType(
            InvalidPayloadException.class, () -> decode(codec, singleQuoted, type));
    assertThat(failure).as("refusal of %s", singleQuoted).isNotNull();
    return failure.errors();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("codecs")
  void typeThatCannotBeDecodedIsLogged(String name, JsonCodec codec) {
    try (CapturedLog log = new CapturedLog()) {
      assertThat(errors(codec, "{'text':'hi'}", Named.class)).containsValue("is not valid");
      assertThat(log.errors()).singleElement().asString().contains("cannot decode", "Named");
      errors(codec, "{'text':1}", NewMessage.class);
      assertThat(log.errors()).as("of a payload that does not fit").hasSize(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("codecs")
  void completeValueIsDecoded(String name, JsonCodec codec) {
    assertThat(decode(codec, COMPLETE, NewMessage.class))
        .isEqualTo(
            new NewMessage("hi", 2, new Author("Ann", null), List.of("a"), Optional.of("s")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("codecs")
  void vertxJsonIsEncodedByItsMembers(String name, JsonCodec codec) {
    JsonObject object =
        new JsonObject()
            .put("text", "hi")
            .put("list", new JsonArray().add(1).add(new JsonObject().put("a", true)));
    assertThat(Payload.of(object, codec))
        .hasToString("{\"text\":\"hi\",\"list\":[1,{\"a\":true}]}");
    assertThat(decode(codec, "{'text':'hi','list':[1,{'a':true}]}", JsonObject.class))
        .isEqualTo(object);
    assertThat(decode(codec, "[1,[2]]", JsonArray.class))
        .isEqualTo(new JsonArray().add(1).add(new JsonArray().add(2)));
    assertThat(Payload.of(Map.of("bytes", Buffer.buffer("abc")), codec))
        .hasToString("{\"bytes\":\"YWJj\"}");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("codecs")
  void timesAreIso8601AndEmptyRecordsAreObjects(String name, JsonCodec codec) {
    assertThat(Payload.of(new Appointment(Instant.EPOCH), codec))
        .hasToString("{\"startsAt\":\"1970-01-01T00:00:00Z\"}");
    assertThat(Payload.of(new Empty(), codec)).hasToString("{}");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("codecs")
  void errorsNameMissingAndNullMembers(String name, JsonCodec codec) {
    assertThat(errors(codec, COMPLETE.replace("'text':'hi',", ""), NewMessage.class))
        .isEqualTo(Map.of("text", "is missing"));
    assertThat(errors(codec, COMPLETE.replace("'times':2,", ""), NewMessage.class))
        .isEqualTo(Map.of("times", "is missing"));
    assertThat(errors(codec, COMPLETE.replace("'name':'Ann'", ""), NewMessage.class))
        .isEqualTo(Map.of("author.name", "is missing"));
    assertThat(errors(codec, COMPLETE.replace("'hi'", "null"), NewMessage.class))
        .isEqualTo(Map.of("text", "must not be null"));
    assertThat(errors(codec, COMPLETE.replace("'times':2", "'times':null"), NewMessage.class))
        .isEqualTo(Map.of("times", "must not be null"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("codecs")
  void errorsOfWrongTypesNameTheExpectedType(String name, JsonCodec codec) {
    assertThat(errors(codec, COMPLETE.replace("'times':2", "'times':'many'"), NewMessage.class))
        .isEqualTo(Map.of("times", "must be an integer"));
    assertThat(errors(codec, COMPLETE.replace("['a']", "'a'"), NewMessage.class))
        .isEqualTo(Map.of("tags", "must be an array"));
    assertThat(errors(codec, COMPLETE.replace("['a']", "['a',{}]"), NewMessage.class))
        .isEqualTo(Map.of("tags[1]", "must be a string"));
    assertThat(errors(codec, COMPLETE.replace("{'name':'Ann'}", "7"), NewMessage.class))
        .isEqualTo(Map.of("author", "must be an object"));
    assertThat(errors(codec, "{'color':'GREEN'}", Choice.class))
        .isEqualTo(Map.of("color", "must be one of RED, BLUE"));
    assertThat(errors(codec, "[]", NewMessage.class)).isEqualTo(Map.of("", "must be an object"));
    assertThat(errors(codec, "{'text':' '}", Checked.class))
        .isEqualTo(Map.of("", "text must not be blank"));
  }

  @Test
  void standardCodecsRefuseValuesWithoutJson() {
    for (JsonCodec codec : List.of(JacksonCodec.standard(), Jackson3Codec.standard())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.encode(new Object()))
          .withMessageContaining("java.lang.Object")
          .withMessageContaining("No serializer found");
    }
  }

  @Test
  void settingsOfTheApplicationsMapperApply() {
    JsonCodec jackson2 =
        JacksonCodec.basedOn(
            springsMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    JsonCodec jackson3 =
        Jackson3Codec.basedOn(
            JsonMapper.builder()
                .propertyNamingStrategy(tools.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
                .build());
    for (JsonCodec codec : List.of(jackson2, jackson3)) {
      Appointment appointment = new Appointment(Instant.EPOCH);
      assertThat(Payload.of(appointment, codec))
          .hasToString("{\"starts_at\":\"1970-01-01T00:00:00Z\"}");
      assertThat(decode(codec, "{'starts_at':'1970-01-01T00:00:00Z'}", Appointment.class))
          .isEqualTo(appointment);
      assertThat(errors(codec, "{}", Appointment.class))
          .isEqualTo(Map.of("starts_at", "is missing"));
    }
  }

  @Test
  void applicationsMapperIsNotChanged() {
    ObjectMapper mapper = springsMapper();
    JacksonCodec.basedOn(mapper);
    assertThat(mapper.isEnabled(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)).isFalse();
    assertThat(mapper.getRegisteredModuleIds()).noneMatch(id -> id.toString().contains("Vert.x"));
  }
}
