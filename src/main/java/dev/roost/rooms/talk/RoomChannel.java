package dev.roost.rooms.talk;

import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.presence.Presence;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.database.Outages;
import dev.roost.rooms.messages.ClientMessageId;
import dev.roost.rooms.messages.MessageEvents;
import dev.roost.rooms.names.PlainName;
import io.vertx.core.Future;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code room:<name>}: one client in a room. */
public final class RoomChannel extends SpeakingChannel {
  private static final Logger log = LoggerFactory.getLogger(RoomChannel.class);

  private final TalkRooms rooms;
  private String room = "";
  private boolean isKept;

  /** A channel of one of the rooms. */
  public RoomChannel(TalkRooms rooms, Presence presence, RoomLimits limits, Budgets budgets) {
    super(presence, limits, budgets);
    this.rooms = rooms;
  }

  @Override
  public Reply join(Join join) {
    room = join.topicSuffix();
    Reply reply = super.join(join);
    return reply.isOk() && !PlainName.isPlain(room, limits.maxRoomName())
        ? Reply.error(Map.of("reason", "invalid room name"))
        : reply;
  }

  @Override
  public void joined() {
    pushState();
    hold(
        Outages.endChannel(
            enter()
                .compose(present -> rooms.latest(room))
                .onSuccess(
                    messages -> {
                      isKept |= !messages.isEmpty();
                      push("message_history", Map.of("messages", messages));
                    }),
            () -> stop(StopReason.ERROR)));
  }

  @Override
  void handleOther(Push push) {
    Speaker speaker = named().speaker();
    Future<Reply> reply =
        new MessageEvents(rooms.conversation(room), rooms.unread(), limits, budgets)
            .handle(
                push,
                new MessageEvents.Sender(topic(), speaker.userId(), false, Payer.of(socket())));
    if (reply == null) {
      push.unknown();
      return;
    }
    hold(
        reply.onSuccess(
            now -> {
              if (push.ref() != null) {
                push.reply(now);
              }
            }));
  }

  @Override
  Future<?> post(Push push, String body) {
    String clientId = ClientMessageId.read(push.payload());
    return rooms
        .post(
            room, named().name(), named().speaker(), body, clientId, isKept ? null : opening(body))
        .onSuccess(
            said -> {
              isKept = true;
              // A client that names its messages waits for a reply; others hear of theirs as
              // everybody does.
              if (clientId != null && push.ref() != null) {
                push.reply(Reply.ok(Map.of("message", said)));
              }
            })
        .onFailure(
            failure -> {
              if (!(failure instanceof BudgetSpentException) && !Outages.isKnown(failure)) {
                log.error("{} could not store a message: {}", this, failure.toString());
              }
              // Without a ref, there is no answering any more.
              if (push.ref() != null) {
                push.reply(
                    failure instanceof BudgetSpentException spent
                        ? Reply.error(spent.reply())
                        : Outages.refusal(failure, "Error persisting the message"));
              }
            })
        .otherwiseEmpty();
  }
}
