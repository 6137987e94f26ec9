package dev.roost.rooms.challenges;

import dev.roost.rooms.documents.Document;
import dev.roost.rooms.documents.RecentUpdates;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents that were edited last. For one thread. */
final class RecentDocuments {
  private static final int MAX = 32;

  /** A document and its last updates. */
  record Recent(Document document, RecentUpdates updates) {}

  private final LinkedHashMap<Long, Recent> documents =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Recent> eldest) {
          return size() > MAX;
        }
      };

  @Nullable Recent get(long id) {
    return documents.get(id);
  }

  void put(long id, Recent recent) {
    documents.put(id, recent);
  }

  void remove(long id) {
    documents.remove(id);
  }
}
