package dev.roost.rooms.api;

import io.vertx.ext.web.RoutingContext;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Ids in the paths of requests. */
final class PathIds {
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

  private PathIds() {}

  /** The id under this name. If it is no number, answers with an error and returns nothing. */
  static OptionalLong read(RoutingContext context, String name) {
    String text = context.pathParam(name);
    if (text != null && ID.matcher(text).matches()) {
      return OptionalLong.of(Long.parseLong(text));
    }
    Answers.error(context, 404, "Not found");
    return OptionalLong.empty();
  }
}
