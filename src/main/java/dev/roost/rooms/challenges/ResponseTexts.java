package dev.roost.rooms.challenges;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.roost.rooms.documents.Document;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.rooms.documents.Update;
import java.util.List;

/**
 * The latest texts of responses. Clients that get whole texts follow the changes; those of one room
 * come to the same text, and the first to do so makes it for all. Safe for any thread.
 */
final class ResponseTexts {
  private static final int MAX_CHARACTERS = 16 << 20;
  private static final int SIZE_OF_ENTRY = 100;

  private final Cache<Key, String> texts =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CHARACTERS)
          .weigher((Key key, String text) -> SIZE_OF_ENTRY + text.length())
          .build();

  private record Key(long id, long version) {}

  /** A text that is known. */
  void put(long id, Document document) {
    texts.put(new Key(id, document.version()), document.text());
  }

  /**
   * The document after changes that were accepted.
   *
   * @param before the one that the first is for
   */
  Document after(long id, Document before, List<Update> updates) throws EditRefusedException {
    Key key = new Key(id, before.version() + updates.size());
    String known = texts.getIfPresent(key);
    if (known != null) {
      return new Document(key.version, known);
    }
    String text = before.text();
    for (Update update : updates) {
      text = update.changes().apply(text);
    }
    texts.put(key, text);
    return new Document(key.version, text);
  }
}
