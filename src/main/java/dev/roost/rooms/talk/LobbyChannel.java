package dev.roost.rooms.talk;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.presence.Presence;
import dev.roost.rooms.budgets.Budget;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.documents.ClientText;
import dev.roost.rooms.documents.DocumentText;
import dev.roost.serializer.Broadcast;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code room:lobby}: one client in the lobby, where nothing is kept of what is said. */
public final class LobbyChannel extends Channel {
  /** The one topic of its kind. */
  public static final String TOPIC = TalkRooms.TOPIC_PREFIX + "lobby";

  private final Presence presence;
  private final RoomLimits limits;
  private final Budgets budgets;
  private @Nullable NamedPresence named;

  private record Said(
      String user,
      String body,
      long timestamp,
      boolean guest,
      @JsonProperty("user_id") @Nullable Long userId,
      @JsonProperty("last_initial") @Nullable String lastInitial) {
    static Said by(NamedPresence named, String body) {
      Speaker speaker = named.speaker();
      return new Said(
          named.name(),
          body,
          System.currentTimeMillis(),
          speaker.isGuest(),
          speaker.userId(),
          speaker.lastInitial());
    }
  }

  /** For the lobby. */
  public LobbyChannel(Presence presence, RoomLimits limits, Budgets budgets) {
    this.budgets = budgets;
    this.presence = presence;
    this.limits = limits;
  }

  @Override
  public Reply join(Join join) {
    Optional<Speaker> speaker = Speaker.of(socket().get("user"));
    if (speaker.isEmpty()) {
      return Reply.error(Map.of("reason", "forbidden"));
    }
    named =
        new NamedPresence(
            presence, this, speaker.get(), claim -> broadcast(NamedPresence.NAME_CLAIMED, claim));
    return Reply.ok();
  }

  @Override
  public Set<String> intercepts() {
    return Set.of(NamedPresence.NAME_CLAIMED);
  }

  @Override
  public void handleOut(Broadcast broadcast) {
    hold(named().renameIfClaimed(broadcast));
  }

  @Override
  public void joined() {
    hold(
        named()
            .enter(meta -> meta.put("online_at", System.currentTimeMillis()))
            .onSuccess(entered -> push("presence_state", presence.list(topic()).payload())));
  }

  @Override
  public void handleIn(Push push) {
    if (push.event().equals("message:new")) {
      say(push);
    } else {
      push.unknown();
    }
  }

  /** The message is the payload itself, a string. */
  private void say(Push push) {
    String body = push.payload().isBinary() ? null : push.payload().json().textValue();
    if (body == null || !ClientText.fits(body, limits.maxMessageBytes())) {
      push.reply(Reply.error(Map.of("error", "The message is no text or too long")));
    } else if (!body.isBlank()) {
      try {
        // Nothing is stored, but everybody is sent it.
        budgets.pay(Payer.of(socket()), Budget.MESSAGES, DocumentText.utf8Length(body));
        broadcast("message:new", Said.by(named(), body));
      } catch (BudgetSpentException spent) {
        push.reply(Reply.error(spent.reply()));
      }
    }
  }

  private NamedPresence named() {
    return Objects.requireNonNull(named);
  }
}
