package dev.roost.rooms.chats;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.Endpoint;
import dev.roost.rooms.lanes.Lanes;
import dev.roost.rooms.lists.RoomActivity;
import dev.roost.rooms.messages.Added;
import dev.roost.rooms.messages.Conversation;
import dev.roost.rooms.unread.NewMessage;
import dev.roost.rooms.unread.UnreadRooms;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores the messages of chats, and broadcasts them in one order. Safe for any thread. */
public final class ChatRooms {
  /** A chat's topic is this and its id. */
  public static final String TOPIC_PREFIX = "chat:";

  /** The event of a new message. */
  public static final String MESSAGE = "message";

  private final Endpoint endpoint;
  private final Lanes lanes;
  private final Chats chats;
  private final Messages messages;
  private final UnreadRooms unread;
  private final RoomActivity activity;

  /**
   * The broadcast of a new message.
   *
   * @param origin the channel or view that it came by
   */
  public record PostedMessage(ChatMessage message, @JsonProperty("origin") String origin) {}

  /** Rooms of these chats. */
  public ChatRooms(
      Endpoint endpoint,
      Lanes lanes,
      Chats chats,
      Messages messages,
      UnreadRooms unread,
      RoomActivity activity) {
    this.activity = activity;
    this.unread = unread;
    this.endpoint = endpoint;
    this.lanes = lanes;
    this.chats = chats;
    this.messages = messages;
  }

  /** The chat with its latest messages, if there is one with this id. */
  public Future<Optional<Chat>> find(long id) {
    return chats.find(id);
  }

  /** The latest messages of a chat. */
  public Future<MessageLog> latest(long id) {
    return messages.latest(id).map(MessageLog::new);
  }

  /**
   * Stores a message, then broadcasts it to the chat's subscribers on all servers.
   *
   * @param clientId what its client names it by, so that a message sent again is stored once
   */
  public Future<ChatMessage> post(
      long id, Author author, String content, @Nullable String clientId, String origin) {
    String topic = TOPIC_PREFIX + id;
    return lanes
        .of(topic)
        .inTurn(
            topic,
            () -> messages.add(id, author, content, clientId),
            added -> {
              if (added.isNew()) {
                endpoint.broadcast(topic, MESSAGE, new PostedMessage(added.message(), origin));
                activity.inChat(id);
                unread.announce(
                    new NewMessage(
                        topic, added.message().id(), author.firstName(), author.id(), content));
              }
            })
        .map(Added::message);
  }

  /** The messages of a chat. */
  Conversation<Long, ChatMessage> conversation(long id) {
    return new Conversation<>(endpoint, lanes, messages, TOPIC_PREFIX + id, id);
  }

  UnreadRooms unread() {
    return unread;
  }
}
