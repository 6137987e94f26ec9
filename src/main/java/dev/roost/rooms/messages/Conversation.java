package dev.roost.rooms.messages;

import dev.roost.Endpoint;
import dev.roost.rooms.lanes.Lanes;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one room. A change is stored first, then broadcast to the room's topic. Safe for
 * any thread.
 *
 * @param topic the topic of the broadcasts
 * @param room the key of the room in the store
 */
public record Conversation<R, M>(
    Endpoint endpoint, Lanes lanes, MessageStore<R, M> messages, String topic, R room) {

  /** The messages before one, up to a limit. */
  public Future<MessagePage<M>> before(long id, int limit) {
    return messages.before(room, id, limit);
  }

  /** Changes the content of a message of this account; empty if the account has no such message. */
  public Future<Optional<M>> edit(long id, long userId, String content) {
    return change(() -> messages.edit(room, id, userId, content));
  }

  /**
   * Deletes a message.
   *
   * @param userId its author, or null for any author
   * @return whether there was such a message
   */
  public Future<Boolean> delete(long id, @Nullable Long userId) {
    return lanes
        .of(topic)
        .inTurn(
            topic,
            () -> messages.delete(room, id, userId),
            deleted -> {
              if (deleted) {
                endpoint.broadcast(topic, MessageEvents.DELETED, new MessageEvents.Deleted(id));
              }
            });
  }

  /**
   * Adds or removes the reaction of an account; empty if there is no such message.
   *
   * @return fails with a {@link TooManyReactionsException}
   */
  public Future<Optional<M>> react(long id, long userId, String reaction, boolean on) {
    return change(() -> messages.react(room, id, userId, reaction, on));
  }

  private Future<Optional<M>> change(Supplier<Future<Optional<M>>> change) {
    return lanes
        .of(topic)
        .inTurn(
            topic,
            change,
            changed ->
                changed.ifPresent(
                    message ->
                        endpoint.broadcast(
                            topic, MessageEvents.CHANGED, new MessageEvents.Changed<>(message))));
  }
}
