package dev.roost.rooms.messages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.rooms.budgets.Budget;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.database.Outages;
import dev.roost.rooms.documents.ClientText;
import dev.roost.rooms.documents.DocumentText;
import dev.roost.rooms.documents.MessageLength;
import dev.roost.rooms.unread.UnreadRooms;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the events by which one client reads and changes the messages of its room. Each has a
 * reply. Used on the channel's event loop.
 *
 * <ul>
 *   <li>{@code message:list} with {@code before}, an id, and {@code limit}: {@code messages},
 *       oldest first, and whether there are {@code more}
 *   <li>{@code message:read} with {@code id}: the account has read up to this message
 *   <li>{@code message:edit} with {@code id} and {@code content}: the author's own message
 *   <li>{@code message:delete} with {@code id}: the author's own message; of an owner of the room,
 *       any
 *   <li>{@code message:react} with {@code id}, {@code reaction} and {@code on}
 * </ul>
 *
 * <p>All clients of the room receive a change as {@link #CHANGED} or {@link #DELETED}.
 */
public final class MessageEvents {
  /** The event of a message that was edited, or to which the reactions changed. */
  public static final String CHANGED = "message:changed";

  /** The event of a message that was deleted. */
  public static final String DELETED = "message:deleted";

  private static final Logger log = LoggerFactory.getLogger(MessageEvents.class);

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 100;
  private static final int MAX_REACTION_BYTES = 16;

  private final Conversation<?, ?> conversation;
  private final UnreadRooms unread;
  private final RoomLimits limits;
  private final Budgets budgets;

  /**
   * The sender of the events.
   *
   * @param topic the room's topic
   * @param userId null for a guest
   * @param isOwner whether the client may delete the messages of others
   */
  public record Sender(String topic, @Nullable Long userId, boolean isOwner, Payer payer) {}

  /** The payload of {@link #CHANGED}. */
  public record Changed<M>(M message) {}

  /** The payload of {@link #DELETED}. */
  public record Deleted(long id) {}

  /** The events of one conversation. */
  public MessageEvents(
      Conversation<?, ?> conversation, UnreadRooms unread, RoomLimits limits, Budgets budgets) {
    this.conversation = conversation;
    this.unread = unread;
    this.limits = limits;
    this.budgets = budgets;
  }

  /** Whether an event changes nothing that others see. */
  public static boolean isReading(String event) {
    return event.equals("message:list") || event.equals("message:read");
  }

  /**
   * Begins what the client asks for, if it is one of these events.
   *
   * @return completes with the reply, and never fails; null for another event
   */
  public @Nullable Future<Reply> handle(Push push, Sender sender) {
    JsonNode payload = push.payload().isObject() ? push.payload().json() : null;
    return switch (push.event()) {
      case "message:list" -> answered(push, list(payload));
      case "message:read" -> answered(push, read(payload, sender));
      case "message:edit" -> answered(push, edit(push, payload, sender));
      case "message:delete" -> answered(push, delete(payload, sender));
      case "message:react" -> answered(push, react(push, payload, sender));
      default -> null;
    };
  }

  private static Future<Reply> answered(Push push, Future<Reply> reply) {
    return reply.otherwise(
        failure -> {
          if (failure instanceof BudgetSpentException spent) {
            return Reply.error(spent.reply());
          }
          if (failure instanceof TooManyReactionsException) {
            return refusal("too_many_reactions", "The message has too many reactions");
          }
          if (!Outages.isKnown(failure)) {
            log.error("could not do {}: {}", push.event(), failure.toString());
          }
          return Outages.refusal(failure, "The server could not do this");
        });
  }

  private Future<Reply> list(@Nullable JsonNode payload) {
    long before = payload == null ? 0 : payload.path("before").asLong();
    int limit = payload == null ? 0 : payload.path("limit").asInt(DEFAULT_LIMIT);
    if (before <= 0 || limit <= 0 || limit > MAX_LIMIT) {
      return refusal(
              "invalid_page", "before is the id of a message, and limit is from 1 to " + MAX_LIMIT)
          .toFuture();
    }
    return conversation.before(before, limit).map(Reply::ok);
  }

  private Future<Reply> read(@Nullable JsonNode payload, Sender sender) {
    long id = id(payload);
    if (id <= 0) {
      return unknownMessage().toFuture();
    }
    return sender.userId() == null
        ? Reply.ok().toFuture()
        : unread.read(sender.userId(), sender.topic(), id).map(stored -> Reply.ok());
  }

  private Future<Reply> edit(Push push, @Nullable JsonNode payload, Sender sender) {
    Optional<String> content =
        ClientText.read(push.payload(), "content").filter(text -> !text.isBlank());
    if (content.isEmpty()) {
      return refusal("invalid_message", "The message is empty or no text").toFuture();
    }
    Optional<Reply> tooLong = MessageLength.refusal(content.get(), limits.maxMessageCharacters());
    if (tooLong.isPresent()) {
      return tooLong.get().toFuture();
    }
    Long userId = sender.userId();
    if (userId == null) {
      return forbidden().toFuture();
    }
    return pay(sender, DocumentText.utf8Length(content.get()))
        .compose(paid -> conversation.edit(id(payload), userId, content.get()))
        .map(MessageEvents::changed);
  }

  private Future<Reply> delete(@Nullable JsonNode payload, Sender sender) {
    Long userId = sender.userId();
    if (userId == null) {
      return forbidden().toFuture();
    }
    return pay(sender, 0)
        .compose(paid -> conversation.delete(id(payload), sender.isOwner() ? null : userId))
        .map(deleted -> deleted ? Reply.ok() : unknownMessage());
  }

  private Future<Reply> react(Push push, @Nullable JsonNode payload, Sender sender) {
    Optional<String> reaction =
        ClientText.read(push.payload(), "reaction", MAX_REACTION_BYTES)
            .filter(Reactions.KNOWN::contains);
    if (reaction.isEmpty()) {
      return refusal("unknown_reaction", "There is no such reaction").toFuture();
    }
    Long userId = sender.userId();
    if (userId == null) {
      return forbidden().toFuture();
    }
    boolean on = payload != null && payload.path("on").asBoolean(true);
    return pay(sender, 0)
        .compose(paid -> conversation.react(id(payload), userId, reaction.get(), on))
        .map(MessageEvents::changed);
  }

  private Future<Void> pay(Sender sender, long bytes) {
    try {
      budgets.pay(sender.payer(), Budget.MESSAGES, bytes);
      return Future.succeededFuture();
    } catch (BudgetSpentException spent) {
      return Future.failedFuture(spent);
    }
  }

  private static Reply changed(Optional<?> message) {
    return message
        .<Reply>map(now -> Reply.ok(new Changed<>(now)))
        .orElseGet(MessageEvents::unknownMessage);
  }

  private static long id(@Nullable JsonNode payload) {
    return payload == null ? 0 : payload.path("id").asLong();
  }

  private static Reply unknownMessage() {
    return refusal("unknown_message", "There is no such message of yours");
  }

  private static Reply forbidden() {
    return refusal("forbidden", "This needs an account");
  }

  private static Reply refusal(String reason, String error) {
    return Reply.error(Map.of("reason", reason, "error", error));
  }
}
