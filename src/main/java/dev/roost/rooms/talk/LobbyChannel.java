package dev.roost.rooms.talk;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.presence.Presence;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.documents.ClientText;
import dev.roost.rooms.messages.ClientMessageId;
import dev.roost.rooms.messages.Reactions;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code room:lobby}: one client in the lobby, where no message is kept.
 *
 * <p>Clients of two applications join this topic. One pushes and gets {@code message:new} with the
 * text as its payload, and expects itself in its first list. The other uses the events of a {@link
 * RoomChannel}. A message goes out in both forms, and the list before and after a client is
 * tracked.
 */
public final class LobbyChannel extends SpeakingChannel {
  /** The topic of the lobby. */
  public static final String TOPIC = TalkRooms.TOPIC_PREFIX + "lobby";

  private record PostedText(
      String user,
      String body,
      long timestamp,
      boolean guest,
      @JsonProperty("user_id") @Nullable Long userId,
      @JsonProperty("last_initial") @Nullable String lastInitial) {
    static PostedText by(NamedPresence named, String body, Instant now) {
      Speaker speaker = named.speaker();
      return new PostedText(
          named.name(),
          body,
          now.toEpochMilli(),
          speaker.isGuest(),
          speaker.userId(),
          speaker.lastInitial());
    }
  }

  /** A channel of the lobby. */
  public LobbyChannel(Presence presence, RoomLimits limits, Budgets budgets) {
    super(presence, limits, budgets);
  }

  @Override
  public void joined() {
    pushState();
    push("message_history", Map.of("messages", List.of()));
    hold(enter().onSuccess(entered -> pushState()));
  }

  @Override
  void handleOther(Push push) {
    if (push.event().equals("message:new")) {
      postText(push);
    } else {
      push.unknown();
    }
  }

  /** The message is the payload itself, a string. Its client sends empty ones too. */
  private void postText(Push push) {
    String body = push.payload().isBinary() ? null : push.payload().json().textValue();
    if (body == null || !ClientText.fits(body, Integer.MAX_VALUE)) {
      push.reply(Reply.error(Map.of("error", "The message is no text")));
    } else if (!body.isBlank()) {
      post(push, Optional.of(body));
    }
  }

  @Override
  Future<?> post(Push push, String body) {
    String clientId = ClientMessageId.read(push.payload());
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    NamedPresence named = named();
    Speaker speaker = named.speaker();
    broadcast("message:new", PostedText.by(named, body, now));
    broadcast(
        "new_msg",
        NewMessage.of(
            new RoomMessage(
                null,
                TOPIC.substring(TalkRooms.TOPIC_PREFIX.length()),
                named.name(),
                speaker.isGuest(),
                speaker.userId(),
                speaker.lastInitial(),
                body,
                now.toString(),
                clientId,
                null,
                Reactions.NONE)));
    if (clientId != null && push.ref() != null) {
      push.reply(Reply.ok());
    }
    return Future.succeededFuture();
  }
}
