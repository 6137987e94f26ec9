package dev.roost.rooms.challenges;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Challenges that are gone when the server stops. */
public final class InMemoryChallenges implements Challenges {
  private final Map<Long, Challenge> byId = new ConcurrentHashMap<>();
  private final AtomicLong lastMessageId = new AtomicLong();
  private final int maxChatMessages;

  /** With these challenges, whose chats keep so many messages. */
  public InMemoryChallenges(Collection<Challenge> challenges, int maxChatMessages) {
    challenges.forEach(challenge -> byId.put(challenge.id(), challenge));
    this.maxChatMessages = maxChatMessages;
  }

  @Override
  public Future<Optional<Challenge>> find(long id) {
    return Future.succeededFuture(Optional.ofNullable(byId.get(id)));
  }

  @Override
  public Future<Challenge> updateResponse(long id, String response) {
    return change(id, challenge -> challenge.withResponse(response));
  }

  @Override
  public Future<Challenge> updateLanguage(long id, Language language) {
    return change(id, challenge -> challenge.withLanguage(language));
  }

  @Override
  public Future<Challenge> addMessage(long id, Author author, String content) {
    return change(
        id,
        challenge -> {
          Chat chat = challenge.chat();
          ChatMessage message =
              new ChatMessage(lastMessageId.incrementAndGet(), chat.id(), author, content);
          return challenge.withChat(chat.with(message, maxChatMessages));
        });
  }

  private Future<Challenge> change(long id, UnaryOperator<Challenge> change) {
    Challenge changed = byId.computeIfPresent(id, (same, challenge) -> change.apply(challenge));
    return changed == null
        ? Future.failedFuture(new NoSuchElementException("no challenge " + id))
        : Future.succeededFuture(changed);
  }
}
