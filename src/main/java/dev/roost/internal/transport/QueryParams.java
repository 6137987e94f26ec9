package dev.roost.internal.transport;

import dev.roost.channel.FormLimits;
import dev.roost.channel.FormParams;
import dev.roost.channel.Params;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the connect parameters of a request: its query, and the variables of the mount's path. */
final class QueryParams {
  private QueryParams() {}

  /**
   * Reads a query string.
   *
   * @param query as Netty gives it: a character for each byte
   * @param pathParams variables of the path, which win over the query's
   * @throws IllegalArgumentException if {@link FormParams} cannot read it
   */
  static Params parse(@Nullable String query, Map<String, String> pathParams) {
    Map<String, Object> params = new LinkedHashMap<>();
    if (query != null && !query.isEmpty()) {
      params.putAll(FormParams.parse(bytesOf(query), FormLimits.DEFAULT).values());
    }
    params.putAll(pathParams);
    return new Params(params);
  }

  private static byte[] bytesOf(String query) {
    if (query.chars().anyMatch(c -> c > 0xff)) {
      throw new IllegalArgumentException("a query with a character that is no byte");
    }
    return query.getBytes(StandardCharsets.ISO_8859_1);
  }
}
