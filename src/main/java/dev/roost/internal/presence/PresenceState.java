package dev.roost.internal.presence;

import dev.roost.presence.Presences;
import dev.roost.presence.Present;
import dev.roost.serializer.Payload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** The presences of a topic at one moment, held in persistent maps. */
final class PresenceState implements Presences {
  static final PresenceState NONE = new PresenceState(HashTreePMap.empty(), null);

  private final PMap<String, List<Entry>> byKey;

  // Many who join at once read the same list: it is encoded once. A race encodes twice.
  private @Nullable Payload payload;

  // The last ones asked for, of this state or of an earlier one. A race decodes twice.
  private volatile @Nullable DecodedPresences decoded;

  private PresenceState(PMap<String, List<Entry>> byKey, @Nullable DecodedPresences decodedBefore) {
    this.byKey = byKey;
    this.decoded = decodedBefore;
  }

  @Override
  public int size() {
    return byKey.size();
  }

  @Override
  public boolean isEmpty() {
    return byKey.isEmpty();
  }

  @Override
  public Collection<String> keys() {
    return byKey.keySet();
  }

  @Override
  public List<Payload> metas(String key) {
    List<Entry> entries = byKey.get(key);
    return entries == null
        ? List.of()
        : entries.stream().map(entry -> Payload.uncheckedJson(entry.meta())).toList();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <M> List<Present<M>> all(Class<M> type) {
    DecodedPresences known = decoded;
    if (known == null || !known.isOf(byKey, type)) {
      known = DecodedPresences.of(byKey, type, known);
      decoded = known;
    }
    return (List<Present<M>>) (List<?>) known.all();
  }

  @Override
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

  PresenceState with(Entry entry) {
    List<Entry> present = byKey.get(entry.key());
    if (present == null) {
      return new PresenceState(byKey.plus(entry.key(), List.of(entry)), decoded);
    }
    List<Entry> more = new ArrayList<>(present);
    more.add(entry);
    return new PresenceState(byKey.plus(entry.key(), List.copyOf(more)), decoded);
  }

  PresenceState without(Entry entry) {
    List<Entry> present = byKey.get(entry.key());
    if (present == null) {
      return this;
    }
    List<Entry> rest = present.stream().filter(e -> !e.ref().equals(entry.ref())).toList();
    return new PresenceState(
        rest.isEmpty() ? byKey.minus(entry.key()) : byKey.plus(entry.key(), rest), decoded);
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
