package dev.roost.internal.presence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PresenceState as phoenix.js wants them. Metas are JSON already and are put in as they are. */
final class PresenceJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String REF = "phx_ref";
  private static final String PREVIOUS_REF = "phx_ref_prev";

  private PresenceJson() {}

  /**
   * A meta without a ref.
   *
   * @throws IllegalArgumentException if it is no JSON object
   */
  static Payload encode(Object meta, JsonCodec codec) {
    Payload payload = Payload.of(meta, codec);
    if (!payload.isObject()) {
      throw new IllegalArgumentException("a meta is a JSON object, not " + payload);
    }
    return payload;
  }

  /**
   * A meta with its ref in it.
   *
   * @param meta see {@link #encode}
   * @param previousRef the ref of the meta it takes the place of, or null
   * @throws IllegalArgumentException if the meta is no JSON object
   */
  static String meta(Payload meta, String ref, @Nullable String previousRef) {
    ObjectNode object = (ObjectNode) meta.json();
    object.put(REF, ref);
    if (previousRef != null) {
      object.put(PREVIOUS_REF, previousRef);
    }
    return object.toString();
  }

  /**
   * Checks that clients can be told of the entry: what its key or meta must not hold, such as half
   * of a surrogate pair or a thousand nested arrays, would otherwise be found out in a diff.
   *
   * @throws IllegalArgumentException if they cannot
   */
  static void requireEncodable(Entry entry) {
    diff(Map.of(entry.key(), List.of(entry)), Map.of());
  }

  /** A meta as it was given, without what was added to it. */
  static ObjectNode withoutRefs(String meta) {
    ObjectNode object = (ObjectNode) Payload.json(meta).json();
    object.remove(List.of(REF, PREVIOUS_REF));
    return object;
  }

  /** Whether two metas are equal but for their refs. */
  static boolean sameMeta(String one, String other) {
    return withoutRefs(one).equals(withoutRefs(other));
  }

  /** {@code {key: {"metas": […]}}}. */
  static Payload state(Map<String, List<Entry>> byKey) {
    return write(
        generator -> {
          generator.writeStartObject();
          writeKeys(generator, byKey);
          generator.writeEndObject();
        });
  }

  /** {@code {"joins": {…}, "leaves": {…}}}. */
  static Payload diff(Map<String, List<Entry>> joins, Map<String, List<Entry>> leaves) {
    return write(
        generator -> {
          generator.writeStartObject();
          generator.writeObjectFieldStart("joins");
          writeKeys(generator, joins);
          generator.writeEndObject();
          generator.writeObjectFieldStart("leaves");
          writeKeys(generator, leaves);
          generator.writeEndObject();
          generator.writeEndObject();
        });
  }

  /** The same of presences that a fetcher has enriched. */
  static Payload diffOf(JsonNode joins, JsonNode leaves) {
    return Payload.of(Map.of("joins", joins, "leaves", leaves));
  }

  private static void writeKeys(JsonGenerator generator, Map<String, List<Entry>> byKey)
      throws IOException {
    for (Map.Entry<String, List<Entry>> presence : byKey.entrySet()) {
      generator.writeObjectFieldStart(presence.getKey());
      generator.writeArrayFieldStart("metas");
      for (Entry entry : presence.getValue()) {
        generator.writeRawValue(entry.meta());
      }
      generator.writeEndArray();
      generator.writeEndObject();
    }
  }

  private interface Writing {
    void write(JsonGenerator generator) throws IOException;
  }

  private static Payload write(Writing writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      writing.write(generator);
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON: " + e.getMessage(), e);
    }
    return Payload.json(out.toByteArray());
  }
}
