package dev.roost.rooms.users;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.rooms.access.AccessEvents;
import dev.roost.rooms.access.Role;
import dev.roost.rooms.access.RoomState;
import dev.roost.rooms.access.Visibility;
import dev.roost.rooms.database.Outages;
import dev.roost.rooms.unread.Mentions;
import dev.roost.rooms.unread.NewMessage;
import dev.roost.rooms.unread.UnreadRoom;
import dev.roost.rooms.unread.UnreadRooms;
import dev.roost.serializer.Broadcast;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code users:<id>}: what concerns one user wherever they are. Only they may join it.
 *
 * <p>To a client that joins with {@code {"unread": true}} it tells what they have not read: {@code
 * unread:state} with all rooms after the join, {@code unread:message} for each new message, and
 * {@code unread:read} when one of their devices has read. A person who loses access to a room
 * receives no more of its messages, and gets {@code unread:state} again.
 */
public final class UserChannel extends Channel {
  private final UnreadRooms unread;
  private final int maxRooms;

  /**
   * The rooms whose new messages are heard, the ones heard longest first, each with the latest
   * change of its state that was checked.
   */
  private final Map<String, Long> heard = new LinkedHashMap<>();

  private @Nullable User user;
  private boolean wantsUnread;

  private record Announcement(
      String topic,
      long id,
      String author,
      @JsonProperty("user_id") @Nullable Long userId,
      @JsonProperty("mentions_you") boolean mentionsYou) {}

  /**
   * A channel of one user.
   *
   * @param maxRooms of how many rooms it tells new messages
   */
  public UserChannel(UnreadRooms unread, int maxRooms) {
    this.unread = unread;
    this.maxRooms = maxRooms;
  }

  @Override
  public Reply join(Join join) {
    if (!(socket().get("user") instanceof User account)
        || !join.topicSuffix().equals(String.valueOf(account.id()))) {
      return Reply.error(Map.of("reason", "forbidden"));
    }
    user = account;
    wantsUnread = join.payload().isObject() && join.payload().json().path("unread").asBoolean();
    return Reply.ok();
  }

  @Override
  public Set<String> intercepts() {
    return Set.of(UnreadRooms.READ);
  }

  @Override
  public void joined() {
    if (!wantsUnread) {
      return;
    }
    // Count after subscribing: a message in between is counted, and may be pushed as well.
    holdOrEnd(
        unread
            .of(user().id())
            .onSuccess(rooms -> rooms.forEach(room -> handle(room.topic())))
            .compose(rooms -> pushState()));
  }

  private Future<?> pushState() {
    return unread
        .of(user().id())
        .onSuccess(
            rooms -> {
              // A room may have been lost before its topic was subscribed to.
              Set<String> open = rooms.stream().map(UnreadRoom::topic).collect(Collectors.toSet());
              Set.copyOf(heard.keySet()).stream()
                  .filter(topic -> !open.contains(topic))
                  .forEach(this::stopHearing);
              push("unread:state", Map.of("rooms", rooms));
            });
  }

  /** Returns whether the room is heard from now on. */
  private boolean handle(String topic) {
    if (heard.putIfAbsent(topic, 0L) != null) {
      return false;
    }
    if (heard.size() > maxRooms) {
      stopHearing(heard.keySet().iterator().next());
    }
    subscribe(AccessEvents.outsideTopic(topic));
    return true;
  }

  private boolean stopHearing(String topic) {
    if (heard.remove(topic) == null) {
      return false;
    }
    unsubscribe(AccessEvents.outsideTopic(topic));
    return true;
  }

  @Override
  public void handleOut(Broadcast broadcast) {
    if (wantsUnread) {
      String topic = broadcast.payload().decode(UnreadRoom.class).topic();
      push(broadcast.event(), broadcast.payload());
      if (handle(topic)) {
        // The room may have been lost before its topic was subscribed to.
        checkAccess(topic);
      }
    }
  }

  @Override
  public void handleBroadcast(Broadcast broadcast) {
    String topic = AccessEvents.roomTopic(broadcast.topic());
    if (!heard.containsKey(topic)) {
      return;
    }
    switch (broadcast.event()) {
      case UnreadRooms.MESSAGE -> pushMessage(broadcast.payload().decode(NewMessage.class));
      case AccessEvents.ROLE_CHANGED, AccessEvents.ROLE_FOUND ->
          roleChanged(topic, broadcast.payload().decode(AccessEvents.RoleChanged.class));
      case AccessEvents.ROOM_CHANGED, AccessEvents.ROOM_FOUND ->
          stateChanged(topic, broadcast.payload().decode(RoomState.class));
      case AccessEvents.ROOM_DELETED -> lose(topic);
      default -> {}
    }
  }

  private void roleChanged(String topic, AccessEvents.RoleChanged changed) {
    if (changed.userId() != user().id()) {
      return;
    }
    if (changed.role() == Role.NONE) {
      lose(topic);
    } else if (changed.role() == null) {
      checkAccess(topic);
    }
  }

  private void stateChanged(String topic, RoomState state) {
    if (state.visibility() == Visibility.PRIVATE
        && state.changedAt() > heard.getOrDefault(topic, 0L)) {
      heard.put(topic, state.changedAt());
      checkAccess(topic);
    }
  }

  private void lose(String topic) {
    if (stopHearing(topic)) {
      holdOrEnd(pushState());
    }
  }

  // Messages of the room wait until the database has answered.
  private void checkAccess(String topic) {
    holdOrEnd(
        unread
            .mayFollow(user().id(), topic)
            .compose(may -> may || !stopHearing(topic) ? Future.succeededFuture() : pushState()));
  }

  private void holdOrEnd(Future<?> future) {
    hold(Outages.endChannel(future, () -> stop(StopReason.ERROR)));
  }

  private void pushMessage(NewMessage message) {
    push(
        "unread:message",
        new Announcement(
            message.topic(),
            message.id(),
            message.author(),
            message.userId(),
            Mentions.contains(message.text(), user().firstName())));
  }

  private User user() {
    return Objects.requireNonNull(user);
  }
}
