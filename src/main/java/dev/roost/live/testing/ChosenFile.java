package dev.roost.live.testing;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that the visitor has chosen.
 *
 * @param ref names it within its upload
 */
record ChosenFile(String ref, String name, String type, Buffer content) {
  /** The client's description of it. */
  Map<String, Object> announced(String input) {
    Map<String, Object> announced = new LinkedHashMap<>();
    announced.put("path", input);
    announced.put("ref", ref);
    announced.put("last_modified", 0);
    announced.put("name", name);
    announced.put("relative_path", "");
    announced.put("type", type);
    announced.put("size", content.length());
    return announced;
  }
}
