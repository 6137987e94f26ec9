package dev.roost.internal.presence;

import dev.roost.presence.Present;
import dev.roost.serializer.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The presences of a topic, decoded for all who read them. An unchanged presence stays the same
 * object. Immutable.
 */
final class DecodedPresences {
  private final Map<String, List<Entry>> source;
  private final Class<?> type;
  private final Map<String, Decoded> byKey;
  private final List<Present<?>> all;

  /** The metas of a key, as they were and decoded. */
  private record Decoded(List<Entry> entries, Present<?> present) {}

  private DecodedPresences(
      Map<String, List<Entry>> source,
      Class<?> type,
      Map<String, Decoded> byKey,
      List<Present<?>> all) {
    this.source = source;
    this.type = type;
    this.byKey = byKey;
    this.all = all;
  }

  /**
   * Decodes what an earlier decoding to the same type does not have.
   *
   * @param before null if there is none
   */
  static DecodedPresences of(
      Map<String, List<Entry>> entries, Class<?> type, @Nullable DecodedPresences before) {
    Map<String, Decoded> byKey = new HashMap<>(2 * entries.size());
    List<Present<?>> all = new ArrayList<>(entries.size());
    new TreeMap<>(entries)
        .forEach(
            (key, metas) -> {
              Decoded known = before == null || before.type != type ? null : before.byKey.get(key);
              Decoded decoded =
                  known != null && known.entries == metas
                      ? known
                      : new Decoded(metas, present(key, metas, type));
              byKey.put(key, decoded);
              all.add(decoded.present);
            });
    return new DecodedPresences(entries, type, byKey, List.copyOf(all));
  }

  private static Present<?> present(String key, List<Entry> metas, Class<?> type) {
    return new Present<>(
        key,
        metas.stream().map(entry -> Payload.uncheckedJson(entry.meta()).decode(type)).toList());
  }

  boolean isOf(Map<String, List<Entry>> entries, Class<?> wanted) {
    return source == entries && type == wanted;
  }

  /** All keys, sorted. */
  List<Present<?>> all() {
    return all;
  }
}
