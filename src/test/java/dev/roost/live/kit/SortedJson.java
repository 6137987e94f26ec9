package dev.roost.live.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** Compact JSON with sorted keys, in which the views show their values. */
final class SortedJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  private SortedJson() {}

  static String of(Object value) {
    try {
      Object plain =
          value instanceof JsonNode node ? MAPPER.treeToValue(node, Object.class) : value;
      return MAPPER.writeValueAsString(plain);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
