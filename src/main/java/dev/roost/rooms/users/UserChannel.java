package dev.roost.rooms.users;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.rooms.database.Outages;
import dev.roost.rooms.unread.Mentions;
import dev.roost.rooms.unread.NewMessage;
import dev.roost.rooms.unread.UnreadRoom;
import dev.roost.rooms.unread.UnreadRooms;
import dev.roost.serializer.Broadcast;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code users:<id>}: what concerns one user wherever they are. Only they may join it.
 *
 * <p>To a client that joins with {@code {"unread": true}} it tells what they have not read: {@code
 * unread:state} with all rooms after the join, {@code unread:message} for each new message, and
 * {@code unread:read} when one of their devices has read.
 */
public final class UserChannel extends Channel {
  private final UnreadRooms unread;
  private final int maxRooms;

  /** The rooms whose new messages are heard, the ones heard longest first. */
  private final Set<String> heard = new LinkedHashSet<>();

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
    // Count after subscribing: a message that comes in between is counted, and may be told as well.
    hold(
        Outages.endChannel(
            unread
                .of(user().id())
                .onSuccess(rooms -> rooms.forEach(room -> hear(room.topic())))
                .compose(rooms -> unread.of(user().id()))
                .onSuccess(this::pushState),
            () -> stop(StopReason.ERROR)));
  }

  private void pushState(List<UnreadRoom> rooms) {
    push("unread:state", Map.of("rooms", rooms));
  }

  private void hear(String topic) {
    if (!heard.add(topic)) {
      return;
    }
    if (heard.size() > maxRooms) {
      String first = heard.iterator().next();
      heard.remove(first);
      unsubscribe(UnreadRooms.newMessages(first));
    }
    subscribe(UnreadRooms.newMessages(topic));
  }

  @Override
  public void handleOut(Broadcast broadcast) {
    if (wantsUnread) {
      hear(broadcast.payload().decode(UnreadRoom.class).topic());
      push(broadcast.event(), broadcast.payload());
    }
  }

  @Override
  public void handleBroadcast(Broadcast broadcast) {
    NewMessage message = broadcast.payload().decode(NewMessage.class);
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
