package dev.roost.rooms.api;

import dev.roost.rooms.database.Page;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list a client asks for, by the query parameters {@code after} and {@code limit}.
 *
 * @param after the id that the part begins behind
 * @param limit how many items it has at most
 */
record PageQuery(long after, int limit) {
  static final int DEFAULT_LIMIT = 100;
  static final int MAX_LIMIT = 200;

  /** The error for parameters that the server cannot read. */
  static final String ERROR = "after is an id, and limit a number from 1 to " + MAX_LIMIT;

  /** The query. If it is malformed, answers with an error and returns nothing. */
  static Optional<PageQuery> read(RoutingContext context) {
    Long after = number(context.request().getParam("after"), 0, Long.MAX_VALUE);
    Optional<Integer> limit = limit(context.request().getParam("limit"));
    if (after == null || limit.isEmpty()) {
      Answers.error(context, 400, ERROR);
      return Optional.empty();
    }
    return Optional.of(new PageQuery(after, limit.get()));
  }

  /** The number of items, or nothing if it cannot be read. */
  static Optional<Integer> limit(@Nullable String text) {
    Long limit = number(text, DEFAULT_LIMIT, MAX_LIMIT);
    return limit == null || limit == 0 ? Optional.empty() : Optional.of(limit.intValue());
  }

  private static @Nullable Long number(@Nullable String text, long otherwise, long max) {
    if (text == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      return number >= 0 && number <= max ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The part as the client gets it; {@code next} is the value of {@code after} for the next. */
  static void answer(RoutingContext context, String name, Page<?> page) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(name, page.items());
    if (page.next() != null) {
      json.put("next", page.next());
    }
    context.json(json);
  }
}
