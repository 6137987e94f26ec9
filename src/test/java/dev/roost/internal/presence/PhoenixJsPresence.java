package dev.roost.internal.presence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.serializer.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The {@code Presence} of phoenix.js, rule by rule: it applies {@code presence_state} and {@code
 * presence_diff}.
 */
final class PhoenixJsPresence {
  private final Map<String, List<JsonNode>> state = new LinkedHashMap<>();
  private final List<JsonNode> pendingDiffs = new ArrayList<>();
  private boolean synced;

  /** Handles {@code presence_state}. */
  void state(JsonNode newState) {
    synced = true;
    syncState(newState);
    pendingDiffs.forEach(this::syncDiff);
    pendingDiffs.clear();
  }

  /** Handles {@code presence_diff}. */
  void diff(JsonNode diff) {
    if (synced) {
      syncDiff(diff);
    } else {
      pendingDiffs.add(diff);
    }
  }

  /** Handles a rejoin of the channel: diffs are queued until the next state. */
  void rejoined() {
    synced = false;
  }

  boolean isSynced() {
    return synced;
  }

  private void syncState(JsonNode newState) {
    Map<String, List<JsonNode>> joins = new LinkedHashMap<>();
    Map<String, List<JsonNode>> leaves = new LinkedHashMap<>();
    state.forEach(
        (key, metas) -> {
          if (!newState.has(key)) {
            leaves.put(key, metas);
          }
        });
    metasByKey(newState)
        .forEach(
            (key, metas) -> {
              List<JsonNode> current = state.get(key);
              if (current == null) {
                joins.put(key, metas);
                return;
              }
              List<JsonNode> joined = without(metas, refs(current));
              List<JsonNode> left = without(current, refs(metas));
              if (!joined.isEmpty()) {
                joins.put(key, joined);
              }
              if (!left.isEmpty()) {
                leaves.put(key, left);
              }
            });
    syncDiff(joins, leaves);
  }

  private void syncDiff(JsonNode diff) {
    syncDiff(metasByKey(diff.required("joins")), metasByKey(diff.required("leaves")));
  }

  // Apply joins first: existing metas stay in front of new ones.
  private void syncDiff(Map<String, List<JsonNode>> joins, Map<String, List<JsonNode>> leaves) {
    joins.forEach(
        (key, metas) -> {
          List<JsonNode> all = new ArrayList<>();
          List<JsonNode> current = state.get(key);
          if (current != null) {
            all.addAll(without(current, refs(metas)));
          }
          all.addAll(metas);
          state.put(key, all);
        });
    leaves.forEach(
        (key, metas) -> {
          List<JsonNode> current = state.get(key);
          if (current == null) {
            return;
          }
          List<JsonNode> rest = without(current, refs(metas));
          if (rest.isEmpty()) {
            state.remove(key);
          } else {
            state.put(key, rest);
          }
        });
  }

  private static List<JsonNode> without(List<JsonNode> metas, Set<String> refs) {
    return metas.stream()
        .filter(meta -> !refs.contains(ref(meta)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Set<String> refs(List<JsonNode> metas) {
    return metas.stream().map(PhoenixJsPresence::ref).collect(Collectors.toSet());
  }

  static String ref(JsonNode meta) {
    return meta.required("phx_ref").textValue();
  }

  /** The metas of {@code {key: {"metas": […]}}}. */
  static Map<String, List<JsonNode>> metasByKey(JsonNode presences) {
    Map<String, List<JsonNode>> byKey = new LinkedHashMap<>();
    presences
        .fields()
        .forEachRemaining(
            presence -> {
              List<JsonNode> metas = new ArrayList<>();
              presence.getValue().required("metas").forEach(metas::add);
              byKey.put(presence.getKey(), metas);
            });
    return byKey;
  }

  /** The metas in the client's order. */
  Map<String, List<JsonNode>> inOrder() {
    return new TreeMap<>(state);
  }

  /** The refs of each key, unordered. */
  Map<String, Set<String>> refsByKey() {
    return refsByKey(state);
  }

  /** The refs of each key in a list, unordered. */
  static Map<String, Set<String>> refsByKey(Payload list) {
    return refsByKey(metasByKey(list.json()));
  }

  private static Map<String, Set<String>> refsByKey(Map<String, List<JsonNode>> presences) {
    Map<String, Set<String>> refs = new TreeMap<>();
    presences.forEach((key, metas) -> refs.put(key, new TreeSet<>(refs(metas))));
    return refs;
  }
}
