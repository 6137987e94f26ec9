package dev.roost.rooms.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A challenge or a chat.
 *
 * @param id the id of the challenge, or of the chat
 */
public record Room(Kind kind, long id) {

  /** The kinds of rooms that have members. */
  public enum Kind {
    /** A challenge, with its text and its chat. */
    CHALLENGE("challenges:"),
    /** A chat with a name. */
    CHAT("chat:");

    private final String topicPrefix;

    Kind(String topicPrefix) {
      this.topicPrefix = topicPrefix;
    }

    /** The topic of a room is this and its id. */
    public String topicPrefix() {
      return topicPrefix;
    }

    /** The name in JSON. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The challenge with this id. */
  public static Room challenge(long id) {
    return new Room(Kind.CHALLENGE, id);
  }

  /** The chat with this id. */
  public static Room chat(long id) {
    return new Room(Kind.CHAT, id);
  }

  /** The topic that its channels join. */
  public String topic() {
    return kind.topicPrefix + id;
  }
}
