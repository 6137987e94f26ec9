package dev.roost.internal.presence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The presences that one channel tracks. Belongs to the channel's event loop. */
final class ChannelPresences {
  private final int limit;
  private final Map<Place, Entry> entries = new LinkedHashMap<>();

  private boolean ended;

  private record Place(String topic, String key) {}

  ChannelPresences(int limit) {
    this.limit = limit;
  }

  @Nullable Entry get(String topic, String key) {
    return entries.get(new Place(topic, key));
  }

  /** Whether the channel has ended: nothing can be tracked for it any more. */
  boolean isEnded() {
    return ended;
  }

  void end() {
    ended = true;
  }

  boolean isFull() {
    return entries.size() >= limit;
  }

  void put(Entry entry) {
    entries.put(new Place(entry.topic(), entry.key()), entry);
  }

  @Nullable Entry remove(String topic, String key) {
    return entries.remove(new Place(topic, key));
  }

  /** All of them; none are left. */
  List<Entry> takeAll() {
    List<Entry> all = List.copyOf(entries.values());
    entries.clear();
    return all;
  }
}
