package dev.roost.rooms.messages;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reactions to a message: the ids of the accounts for each. Immutable.
 *
 * @param accounts for each reaction, in the order in which they came
 */
public record Reactions(@JsonValue Map<String, List<Long>> accounts) {
  /** The reactions that there are. */
  public static final Set<String> KNOWN = Set.of("👍", "❤️", "😂", "🎉", "🤔", "👀", "✅", "🙏");

  /** None. */
  public static final Reactions NONE = new Reactions(Map.of());

  /** These. */
  @JsonCreator
  public Reactions {}

  /** Reads the text of {@link #json}; null means no reactions. */
  public static Reactions parse(@Nullable String json) {
    if (json == null) {
      return NONE;
    }
    Map<String, List<Long>> accounts = new LinkedHashMap<>();
    JsonObject object = new JsonObject(json);
    for (String reaction : object.fieldNames()) {
      JsonArray ids = object.getJsonArray(reaction);
      accounts.put(reaction, ids.stream().map(id -> ((Number) id).longValue()).toList());
    }
    return new Reactions(accounts);
  }

  /** As it is stored; null for none. */
  public @Nullable String json() {
    return isEmpty() ? null : new JsonObject(new LinkedHashMap<>(accounts)).encode();
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return accounts.isEmpty();
  }

  /** How many there are. */
  public int size() {
    return accounts.values().stream().mapToInt(List::size).sum();
  }

  /** With or without the reaction of an account. */
  public Reactions with(String reaction, long userId, boolean on) {
    Map<String, List<Long>> changed = new LinkedHashMap<>(accounts);
    List<Long> ids = new ArrayList<>(changed.getOrDefault(reaction, List.of()));
    ids.remove(userId);
    if (on) {
      ids.add(userId);
    }
    if (ids.isEmpty()) {
      changed.remove(reaction);
    } else {
      changed.put(reaction, List.copyOf(ids));
    }
    return new Reactions(changed);
  }
}
