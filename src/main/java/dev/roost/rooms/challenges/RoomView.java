package dev.roost.rooms.challenges;

import dev.roost.rooms.challenges.ChallengeEvents.DocumentUpdates;
import dev.roost.rooms.chats.ChatMessage;
import dev.roost.rooms.documents.EditRefusedException;
import java.util.Optional;

/**
 * The challenge as a client without an editor of ours sees it: it gets the whole of it with each
 * event, so it is kept here.
 */
final class RoomView {
  private final ResponseTexts texts;
  private final int maxMessages;
  private Challenge seen;

  RoomView(ResponseTexts texts, int maxMessages, Challenge seen) {
    this.texts = texts;
    this.maxMessages = maxMessages;
    this.seen = seen;
  }

  Challenge seen() {
    return seen;
  }

  /** Starts again from the state in the database. */
  void reset(Challenge present) {
    seen = present;
  }

  /** Whether there are changes between what is seen and these. */
  boolean isBehind(DocumentUpdates updates) {
    return updates.version() > seen.version();
  }

  /** The challenge after these changes, or nothing if they are in it already. */
  Optional<Challenge> after(DocumentUpdates updates) {
    if (updates.version() < seen.version() || updates.updates().isEmpty()) {
      return Optional.empty();
    }
    try {
      seen = seen.withResponse(texts.after(seen.id(), seen.document(), updates.updates()));
      return Optional.of(seen);
    } catch (EditRefusedException e) {
      throw new IllegalStateException("a change that was accepted does not fit", e);
    }
  }

  Challenge after(Language language) {
    seen = seen.withLanguage(language);
    return seen;
  }

  void deleted(long messageId) {
    ChallengeChat chat = seen.chat();
    seen = seen.withChat(chat.withMessages(chat.messages().without(messageId)));
  }

  void changed(ChatMessage message) {
    ChallengeChat chat = seen.chat();
    seen = seen.withChat(chat.withMessages(chat.messages().changed(message)));
  }

  Challenge after(ChatMessage message) {
    ChallengeChat chat = seen.chat();
    seen = seen.withChat(chat.withMessages(chat.messages().with(message, maxMessages)));
    return seen;
  }
}
