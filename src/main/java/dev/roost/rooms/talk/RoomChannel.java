package dev.roost.rooms.talk;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.presence.Presence;
import dev.roost.rooms.budgets.Budget;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.database.Outages;
import dev.roost.rooms.documents.ClientText;
import dev.roost.rooms.documents.DocumentText;
import dev.roost.rooms.names.PlainName;
import dev.roost.serializer.Broadcast;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code room:<name>}: one client in a room. */
public final class RoomChannel extends Channel {
  private static final Logger log = LoggerFactory.getLogger(RoomChannel.class);

  private static final Set<String> STATUSES = Set.of("online", "away", "busy");
  private static final int MAX_STATUS_BYTES = 16;

  private final TalkRooms rooms;
  private final Presence presence;
  private final RoomLimits limits;
  private final Budgets budgets;
  private String room = "";
  private @Nullable NamedPresence named;

  /** For one of the rooms. */
  public RoomChannel(TalkRooms rooms, Presence presence, RoomLimits limits, Budgets budgets) {
    this.budgets = budgets;
    this.rooms = rooms;
    this.presence = presence;
    this.limits = limits;
  }

  @Override
  public Reply join(Join join) {
    room = join.topicSuffix();
    Optional<Speaker> found = Speaker.of(socket().get("user"));
    if (found.isEmpty()) {
      return Reply.error(Map.of("reason", "forbidden"));
    }
    if (!isName(room)) {
      return Reply.error(Map.of("reason", "invalid room name"));
    }
    named =
        new NamedPresence(
            presence, this, found.get(), claim -> broadcast(NamedPresence.NAME_CLAIMED, claim));
    return Reply.ok();
  }

  private boolean isName(String name) {
    return PlainName.isPlain(name, limits.maxRoomName());
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
    push("presence_state", presence.list(topic()).payload());
    hold(
        Outages.endChannel(
            named()
                .enter(
                    meta ->
                        meta.put("status", "online").put("online_at", System.currentTimeMillis()))
                .compose(present -> rooms.latest(room))
                .onSuccess(messages -> push("message_history", Map.of("messages", messages))),
            () -> stop(StopReason.ERROR)));
  }

  @Override
  public void handleIn(Push push) {
    switch (push.event()) {
      case "new_msg" -> say(push);
      case "new_status" -> changeStatus(push);
      case "typing" -> hold(named().update(meta -> meta.put("typing", true)));
      case "stop_typing" -> hold(named().update(meta -> meta.put("typing", false)));
      default -> push.unknown();
    }
  }

  private void say(Push push) {
    Optional<String> body =
        ClientText.read(push.payload(), "body", limits.maxMessageBytes())
            .filter(text -> !text.isBlank());
    if (body.isEmpty()) {
      push.reply(Reply.error(Map.of("error", "The message is empty or too long")));
      return;
    }
    try {
      budgets.pay(Payer.of(socket()), Budget.MESSAGES, DocumentText.utf8Length(body.get()));
    } catch (BudgetSpentException spent) {
      push.reply(Reply.error(spent.reply()));
      return;
    }
    hold(
        rooms
            .say(room, named().name(), named().speaker(), body.get())
            .onFailure(
                failure -> {
                  if (!Outages.isKnown(failure)) {
                    log.error("{} could not store a message: {}", this, failure.toString());
                  }
                  // Without a ref, there is no answering any more.
                  if (push.ref() != null) {
                    push.reply(Outages.refusal(failure, "Error persisting the message"));
                  }
                })
            .otherwiseEmpty());
  }

  private void changeStatus(Push push) {
    ClientText.read(push.payload(), "status", MAX_STATUS_BYTES)
        .filter(STATUSES::contains)
        .ifPresentOrElse(
            status -> hold(named().update(meta -> meta.put("status", status))),
            () -> push.reply(Reply.error(Map.of("error", "There is no such status"))));
  }

  private NamedPresence named() {
    return Objects.requireNonNull(named);
  }
}
