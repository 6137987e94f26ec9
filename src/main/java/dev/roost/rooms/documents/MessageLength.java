package dev.roost.rooms.documents;

import dev.roost.channel.Reply;
import java.util.Optional;

/**
 * The length of a chat message: its number of Unicode code points. JavaScript counts the same with
 * {@code [...text].length}.
 */
public final class MessageLength {
  private record TooLong(String reason, String error, int max) {}

  private MessageLength() {}

  /** Whether a message has more code points than that. */
  public static boolean exceeds(String text, int max) {
    return text.length() > max && text.codePointCount(0, text.length()) > max;
  }

  /** The error reply to a message that is too long; empty if it is not. */
  public static Optional<Reply> refusal(String text, int max) {
    if (!exceeds(text, max)) {
      return Optional.empty();
    }
    return Optional.of(Reply.error(new TooLong("message_too_long", sentence(text, max), max)));
  }

  /** Says how much too long a message is. */
  public static String sentence(String text, int max) {
    return "The message has "
        + text.codePointCount(0, text.length())
        + " characters, "
        + max
        + " are allowed";
  }
}
