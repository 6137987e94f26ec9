package dev.roost.rooms.chats;

import dev.roost.Endpoint;
import dev.roost.rooms.lanes.Lanes;
import dev.roost.rooms.messages.Conversation;
import dev.roost.rooms.messages.MessageEvents;
import dev.roost.rooms.messages.MessagePage;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The messages of a chat, or of the chat of a challenge. Safe for any thread. */
public final class ChatConversation implements Conversation {
  private final Endpoint endpoint;
  private final Lanes lanes;
  private final Messages messages;
  private final String topic;
  private final long chatId;

  /**
   * The messages of one chat.
   *
   * @param topic where its changes are broadcast
   */
  public ChatConversation(
      Endpoint endpoint, Lanes lanes, Messages messages, String topic, long chatId) {
    this.endpoint = endpoint;
    this.lanes = lanes;
    this.messages = messages;
    this.topic = topic;
    this.chatId = chatId;
  }

  @Override
  public Future<MessagePage<ChatMessage>> before(long id, int limit) {
    return messages.before(chatId, id, limit);
  }

  @Override
  public Future<Optional<ChatMessage>> edit(long id, long userId, String content) {
    return change(() -> messages.edit(chatId, id, userId, content));
  }

  @Override
  public Future<Boolean> delete(long id, @Nullable Long userId) {
    return lanes
        .of(topic)
        .inTurn(
            topic,
            () -> messages.delete(chatId, id, userId),
            deleted -> {
              if (deleted) {
                endpoint.broadcast(topic, MessageEvents.DELETED, new MessageEvents.Deleted(id));
              }
            });
  }

  @Override
  public Future<Optional<ChatMessage>> react(long id, long userId, String reaction, boolean on) {
    return change(() -> messages.react(chatId, id, userId, reaction, on));
  }

  private Future<Optional<ChatMessage>> change(Supplier<Future<Optional<ChatMessage>>> change) {
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
