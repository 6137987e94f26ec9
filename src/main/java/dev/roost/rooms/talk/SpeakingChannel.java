package dev.roost.rooms.talk;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.roost.rooms.documents.MessageLength;
import dev.roost.rooms.users.AwayTimer;
import dev.roost.serializer.Broadcast;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client in a room or the lobby: its presence, under a name of its own, with a status and
 * whether it is typing.
 */
abstract class SpeakingChannel extends Channel {
  private static final Set<String> STATUSES = Set.of("online", "away", "busy");
  private static final int MAX_STATUS_BYTES = 16;

  final Presence presence;
  final RoomLimits limits;
  final Budgets budgets;
  private final AwayTimer awayTimer;
  private @Nullable NamedPresence named;

  SpeakingChannel(Presence presence, RoomLimits limits, Budgets budgets) {
    this.presence = presence;
    this.limits = limits;
    this.budgets = budgets;
    awayTimer =
        new AwayTimer(
            limits.awaySeconds(), this::postAfter, away -> update(meta -> mark(meta, away)));
  }

  private static void mark(ObjectNode meta, boolean away) {
    if (away) {
      meta.put("away", true);
    } else {
      meta.remove("away");
    }
  }

  @Override
  public final void handleInfo(Object message) {
    if (message == AwayTimer.Check.DUE) {
      awayTimer.check();
    }
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
  public final Set<String> intercepts() {
    return Set.of(NamedPresence.NAME_CLAIMED);
  }

  @Override
  public final void handleOut(Broadcast broadcast) {
    hold(named().renameIfClaimed(broadcast));
  }

  @Override
  public final void handleIn(Push push) {
    switch (push.event()) {
      case "new_msg" -> post(push, body(push));
      case "new_status" -> changeStatus(push);
      case "typing" -> update(meta -> meta.put("typing", true));
      case "stop_typing" -> update(meta -> meta.put("typing", false));
      case AwayTimer.ALIVE -> awayTimer.alive();
      default -> handleOther(push);
    }
  }

  /** Handles an event that rooms and the lobby do not share. */
  void handleOther(Push push) {
    push.unknown();
  }

  /**
   * Sends a message to all who are there. The budget of the author has paid for it.
   *
   * @return succeeds when it was sent
   */
  abstract Future<?> post(Push push, String body);

  /** Checks and pays for a message. An empty one or one that is too long is an error. */
  final void post(Push push, Optional<String> body) {
    if (body.isEmpty()) {
      push.reply(Reply.error(Map.of("error", "The message is empty or no text")));
      return;
    }
    Optional<Reply> tooLong = MessageLength.refusal(body.get(), limits.maxMessageCharacters());
    if (tooLong.isPresent()) {
      push.reply(tooLong.get());
      return;
    }
    try {
      budgets.pay(Payer.of(socket()), Budget.MESSAGES, DocumentText.utf8Length(body.get()));
    } catch (BudgetSpentException spent) {
      push.reply(Reply.error(spent.reply()));
      return;
    }
    hold(post(push, body.get()));
  }

  /** Pays for a room that gets its first message; if not, the message costs nothing either. */
  final TalkRooms.Opening opening(String body) {
    // Now, as the payment is made from any thread.
    Payer payer = Payer.of(socket());
    return () -> {
      try {
        budgets.pay(payer, Budget.ROOMS, 0);
      } catch (BudgetSpentException spent) {
        budgets.refund(payer, Budget.MESSAGES, DocumentText.utf8Length(body));
        throw spent;
      }
    };
  }

  final void pushState() {
    push("presence_state", presence.list(topic()).payload());
  }

  /** Tracks the client, online since now. */
  final Future<?> enter() {
    return named()
        .enter(meta -> meta.put("status", "online").put("online_at", System.currentTimeMillis()));
  }

  final NamedPresence named() {
    return Objects.requireNonNull(named);
  }

  private Optional<String> body(Push push) {
    return ClientText.read(push.payload(), "body").filter(text -> !text.isBlank());
  }

  private void changeStatus(Push push) {
    ClientText.read(push.payload(), "status", MAX_STATUS_BYTES)
        .filter(STATUSES::contains)
        .ifPresentOrElse(
            status -> update(meta -> meta.put("status", status)),
            () -> push.reply(Reply.error(Map.of("error", "There is no such status"))));
  }

  private void update(Consumer<ObjectNode> change) {
    hold(named().update(change));
  }
}
