package dev.roost.rooms.challenges;

import dev.roost.rooms.documents.Document;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents that were edited last. For one thread. */
final class RecentDocuments {
  private static final int MAX = 32;

  private final LinkedHashMap<Long, Document> documents =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Document> eldest) {
          return size() > MAX;
        }
      };

  @Nullable Document get(long id) {
    return documents.get(id);
  }

  void put(long id, Document document) {
    documents.put(id, document);
  }

  void remove(long id) {
    documents.remove(id);
  }
}
