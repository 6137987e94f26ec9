package dev.roost.presence;

import dev.roost.serializer.Payload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The presences of a topic at one moment: keys, each with one meta or more. Immutable, and safe for
 * any thread.
 *
 * <p>The metas of a key are in the order in which they came.
 */
public final class Presences {
  static final Presences NONE = new Presences(HashTreePMap.empty());

  private final PMap<String, List<Entry>> byKey;

  // Many who join at once read the same list: it is encoded once. A race encodes twice.
  private @Nullable Payload payload;

  private Presences(PMap<String, List<Entry>> byKey) {
    this.byKey = byKey;
  }

  /** How many keys there are. */
  public int size() {
    return byKey.size();
  }

  /** Whether nobody is there. */
  public boolean isEmpty() {
    return byKey.isEmpty();
  }

  /** The keys. */
  public Collection<String> keys() {
    return byKey.keySet();
  }

  /**
   * The metas of a key, each a JSON object.
   *
   * @return empty if the key is not there
   */
  public List<Payload> metas(String key) {
    List<Entry> entries = byKey.get(key);
    return entries == null
        ? List.of()
        : entries.stream().map(entry -> Payload.json(entry.meta())).toList();
  }

  /** What {@code presence_state} carries: {@code {key: {"metas": […]}}}. */
  public Payload payload() {
    Payload known = payload;
    if (known == null) {
      known = PresenceJson.state(byKey);
      payload = known;
    }
    return known;
  }

  Map<String, List<Entry>> entries() {
    return byKey;
  }

  boolean contains(Entry entry) {
    List<Entry> entries = byKey.get(entry.key());
    return entries != null && entries.stream().anyMatch(e -> e.ref().equals(entry.ref()));
  }

  Presences with(Entry entry) {
    List<Entry> present = byKey.get(entry.key());
    if (present == null) {
      return new Presences(byKey.plus(entry.key(), List.of(entry)));
    }
    List<Entry> more = new ArrayList<>(present);
    more.add(entry);
    return new Presences(byKey.plus(entry.key(), List.copyOf(more)));
  }

  Presences without(Entry entry) {
    List<Entry> present = byKey.get(entry.key());
    if (present == null) {
      return this;
    }
    List<Entry> rest = present.stream().filter(e -> !e.ref().equals(entry.ref())).toList();
    return new Presences(rest.isEmpty() ? byKey.minus(entry.key()) : byKey.plus(entry.key(), rest));
  }

  /** Entries by key, each key's in order. */
  static Map<String, List<Entry>> group(Collection<Entry> entries) {
    Map<String, List<Entry>> byKey = new LinkedHashMap<>();
    for (Entry entry : entries) {
      byKey.computeIfAbsent(entry.key(), key -> new ArrayList<>(1)).add(entry);
    }
    return byKey;
  }

  /** The JSON of {@link #payload()}. */
  @Override
  public String toString() {
    return payload().toString();
  }
}
