package dev.roost.jackson3;

import dev.roost.serializer.JsonCodec;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON by Jackson 3, in place of {@link dev.roost.serializer.JacksonCodec}:
 *
 * <pre>{@code
 * new EndpointOptions().codec(Jackson3Codec.basedOn(mapper));
 * }</pre>
 */
public final class Jackson3Codec implements JsonCodec {
  private final JsonMapper mapper;

  /** JSON by this mapper alone. {@link #basedOn} adds what payloads need. */
  public Jackson3Codec(JsonMapper mapper) {
    this.mapper = Objects.requireNonNull(mapper);
  }

  /**
   * A codec with Jackson's defaults and the modules on the class path, such as Kotlin's, and with
   * what {@link #basedOn} adds. It refuses values that have no JSON, such as {@code new Object()}.
   */
  public static Jackson3Codec standard() {
    return basedOn(
        JsonMapper.builder()
            .findAndAddModules()
            .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build());
  }

  /**
   * A codec with the settings and modules of the application's mapper, such as that of Spring Boot
   * 4. In addition, it writes and reads Vert.x's {@code JsonObject}, {@code JsonArray} and {@code
   * Buffer}. Each component of a record is required and must not be null, unless it is annotated
   * with any {@code @Nullable} that is kept at run time, or is an {@code Optional}. It refuses null
   * for a primitive.
   */
  public static Jackson3Codec basedOn(JsonMapper mapper) {
    JsonMapper.Builder builder = mapper.rebuild();
    return new Jackson3Codec(
        builder
            .addModule(new VertxJsonModule())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .annotationIntrospector(
                AnnotationIntrospector.pair(
                    new RequiredComponents(), builder.annotationIntrospector()))
            .build());
  }

  @Override
  public byte[] encode(@Nullable Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JacksonException e) {
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
    } catch (JacksonException e) {
      throw Jackson3Errors.invalidPayload(type, e);
    }
  }
}
