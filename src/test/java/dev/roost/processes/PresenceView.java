package dev.roost.processes;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The presences that a client derives from state and diffs: keys, each with its refs. */
final class PresenceView {
  private final SortedMap<String, Set<String>> refs = new TreeMap<>();
  private @Nullable List<JsonObject> early = new ArrayList<>();

  /** The refs of each key of a {@code presence_state}. */
  static SortedMap<String, Set<String>> refsOf(JsonObject presences) {
    SortedMap<String, Set<String>> refs = new TreeMap<>();
    for (String key : presences.fieldNames()) {
      Set<String> ofKey = new TreeSet<>();
      presences
          .getJsonObject(key)
          .getJsonArray("metas")
          .forEach(meta -> ofKey.add(((JsonObject) meta).getString("phx_ref")));
      refs.put(key, ofKey);
    }
    return refs;
  }

  void state(JsonObject state) {
    refs.clear();
    refs.putAll(refsOf(state));
    List<JsonObject> diffs = early;
    early = null;
    if (diffs != null) {
      diffs.forEach(this::diff);
    }
  }

  void diff(JsonObject diff) {
    if (early != null) {
      early.add(diff);
      return;
    }
    refsOf(diff.getJsonObject("joins"))
        .forEach((key, added) -> refs.computeIfAbsent(key, k -> new TreeSet<>()).addAll(added));
    refsOf(diff.getJsonObject("leaves"))
        .forEach(
            (key, removed) ->
                refs.computeIfPresent(
                    key,
                    (k, there) -> {
                      there.removeAll(removed);
                      return there.isEmpty() ? null : there;
                    }));
  }

  boolean has(String key) {
    return refs.containsKey(key);
  }

  SortedMap<String, Set<String>> refs() {
    return refs;
  }
}
