package dev.roost.jackson3;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Vert.x's own JSON types for an application's mapper. Vert.x's module would also override how the
 * application writes times and bytes.
 */
final class VertxJsonModule extends SimpleModule {
  VertxJsonModule() {
    super("Vert.x JSON");
    addBoth(JsonObject.class, JsonObject::getMap, Map.class, VertxJsonModule::object);
    addBoth(JsonArray.class, JsonArray::getList, List.class, JsonArray::new);
    addBoth(Buffer.class, Buffer::getBytes, byte[].class, Buffer::buffer);
  }

  @SuppressWarnings("unchecked")
  private static JsonObject object(Map<?, ?> map) {
    return new JsonObject((Map<String, Object>) map);
  }

  private <T, P> void addBoth(
      Class<T> type, Function<T, ?> toPlain, Class<P> plain, Function<P, T> fromPlain) {
    addSerializer(
        type,
        new StdSerializer<T>(type) {
          @Override
          public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            context.writeValue(generator, toPlain.apply(value));
          }
        });
    addDeserializer(
        type,
        new StdDeserializer<T>(type) {
          @Override
          public T deserialize(JsonParser parser, DeserializationContext context) {
            return fromPlain.apply(context.readValue(parser, plain));
          }
        });
  }
}
