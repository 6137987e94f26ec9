package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;

/**
 * The chat of a challenge.
 *
 * @param messages the latest messages, oldest first
 */
public record Chat(
    long id, @JsonProperty("challenge_id") long challengeId, List<ChatMessage> messages) {

  /** Copies the messages. */
  public Chat {
    messages = List.copyOf(messages);
  }

  /** The same with one more message, and without the oldest if it would hold more than allowed. */
  Chat with(ChatMessage message, int maxMessages) {
    int kept = Math.min(messages.size(), maxMessages - 1);
    Stream<ChatMessage> latest = messages.stream().skip(messages.size() - kept);
    return new Chat(id, challengeId, Stream.concat(latest, Stream.of(message)).toList());
  }
}
