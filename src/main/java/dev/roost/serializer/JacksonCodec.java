package dev.roost.serializer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.PrimitiveArrayDeserializers;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ByteArraySerializer;
import io.vertx.core.json.jackson.VertxModule;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON by Jackson 2, with the {@linkplain #standard() standard} mapper or one of the application's.
 */
public final class JacksonCodec implements JsonCodec {
  private static final JacksonCodec STANDARD = new JacksonCodec(standardMapper());

  private final ObjectMapper mapper;

  /**
   * JSON by this mapper alone. It must not be configured any further afterwards. {@link #basedOn}
   * adds what payloads need.
   */
  public JacksonCodec(ObjectMapper mapper) {
    this.mapper = Objects.requireNonNull(mapper);
  }

  /**
   * The default codec. Beyond what Jackson does by itself:
   *
   * <ul>
   *   <li>it writes and reads Vert.x's {@code JsonObject}, {@code JsonArray} and {@code Buffer},
   *       {@code Optional}, and {@code java.time} in ISO-8601;
   *   <li>it uses the Jackson modules on the class path, such as Kotlin's;
   *   <li>members that a type does not know are ignored;
   *   <li>each component of a record is required and must not be null, unless it is annotated with
   *       any {@code @Nullable} that is kept at run time, or is an {@code Optional};
   *   <li>null is refused for a primitive; so is a value that has no JSON, such as {@code new
   *       Object()}.
   * </ul>
   */
  public static JacksonCodec standard() {
    return STANDARD;
  }

  /**
   * A codec with the settings and modules of the application's mapper, such as Spring's, of which
   * it makes a copy. In addition, it writes and reads Vert.x's {@code JsonObject}, {@code
   * JsonArray} and {@code Buffer}, writes records without components, and requires the components
   * of records as {@link #standard} does. It refuses null for a primitive.
   */
  public static JacksonCodec basedOn(ObjectMapper mapper) {
    ObjectMapper copy =
        mapper
            .copy()
            .registerModule(new VertxJsonModule())
            .registerModule(new EmptyRecordModule())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    return new JacksonCodec(requiringComponents(copy));
  }

  private static ObjectMapper standardMapper() {
    // Vert.x's module writes byte[] as base64url, which a browser's atob does not read.
    SimpleModule bytesAsBase64 =
        new SimpleModule("bytes")
            .addSerializer(byte[].class, new ByteArraySerializer())
            .addDeserializer(byte[].class, base64Deserializer());
    JsonMapper mapper =
        // A copy, as a mapper makes itself the codec of its factory.
        JsonMapper.builder(Json.FACTORY.copy())
            .addModule(new VertxModule())
            .addModule(bytesAsBase64)
            .addModule(new EmptyRecordModule())
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();
    return requiringComponents(mapper);
  }

  private static ObjectMapper requiringComponents(ObjectMapper mapper) {
    return mapper.setAnnotationIntrospector(
        AnnotationIntrospector.pair(
            new RequiredComponents(),
            mapper.getDeserializationConfig().getAnnotationIntrospector()));
  }

  @SuppressWarnings("unchecked")
  private static com.fasterxml.jackson.databind.JsonDeserializer<byte[]> base64Deserializer() {
    return (com.fasterxml.jackson.databind.JsonDeserializer<byte[]>)
        PrimitiveArrayDeserializers.forType(byte.class);
  }

  @Override
  public byte[] encode(@Nullable Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "no JSON for a value of "
              + Objects.requireNonNull(value).getClass().getName()
              + ": "
              + e.getOriginalMessage(),
          e);
    }
  }

  @Override
  public @Nullable Object decode(byte[] utf8, int offset, int length, Type type) {
    try {
      return mapper.readValue(utf8, offset, length, mapper.constructType(type));
    } catch (IOException e) {
      throw JacksonErrors.invalidPayload(type, e);
    }
  }
}
