package dev.roost.internal.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.internal.pubsub.Dispatch;
import dev.roost.internal.pubsub.HistorySubscription;
import dev.roost.internal.pubsub.Missed;
import dev.roost.pubsub.History;
import dev.roost.serializer.Message;
import dev.roost.serializer.Payload;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a client gets right behind the reply when it joins a topic with a history: all
 * broadcasts since the id in its parameters, or the news of a gap. A client without an id gets the
 * id to start from.
 *
 * <p>The client gets its own broadcasts too, since this is another connection. A connection that a
 * broadcast excluded gets the broadcast's id by {@link #position}. So a client receives its own
 * broadcasts again only if it cannot know that they arrived.
 */
final class Resumption {
  /** The event with the id of the last broadcast. */
  private static final String POSITION = "history_position";

  /** The event that tells that there is a gap before the next broadcast. */
  private static final String GAP = "history_gap";

  private static final String SINCE = "since";

  /**
   * The missed broadcasts may use one part in so many of the room that is left for the client.
   * Beyond the hard limit the client would be closed, and come back for the same.
   */
  private static final int PART_OF_ROOM = 2;

  private final ChannelServer server;
  private final Payload params;
  private final HistorySubscription subscription;

  Resumption(ChannelServer server, Payload params, HistorySubscription subscription) {
    this.server = server;
    this.params = params;
    this.subscription = subscription;
  }

  HistorySubscription subscription() {
    return subscription;
  }

  /**
   * Pushes the missed broadcasts or the gap. Nothing else may have been delivered since the
   * subscription.
   */
  void push() {
    JsonNode since = params.isObject() ? params.json().get(SINCE) : null;
    String position = subscription.position();
    if (since == null || since.isNull()) {
      if (position != null) {
        server.session().send(position(server.refs(), position));
      }
      return;
    }
    Missed missed = subscription.since(since.isTextual() ? since.textValue() : "");
    Missed.Gap gap = missed.gap();
    if (gap != null) {
      pushGap(gap.name().toLowerCase(Locale.ROOT), position);
    } else if (missed.bytes() > server.session().queueRoom() / PART_OF_ROOM) {
      missed.release();
      pushGap("too_much", position);
    } else {
      missed.deliverTo(this::deliver);
    }
  }

  private void deliver(Dispatch dispatch) {
    server.deliverMissed(dispatch);
  }

  private void pushGap(String reason, @Nullable String position) {
    Map<String, String> gap = new TreeMap<>();
    gap.put("reason", reason);
    if (position != null) {
      gap.put(History.ID, position);
    }
    server.session().send(server.refs().push(GAP, Payload.of(gap)));
  }

  /** Pushes the current id to a client, without a broadcast. */
  static Message position(JoinRefs refs, String id) {
    return refs.push(POSITION, Payload.of(Map.of(History.ID, id)));
  }

  /** The push that replaces a broadcast, with its id. */
  static Payload inPlaceOf(String id, Payload payload) {
    return !payload.isObject() || payload.json().has(History.ID)
        ? payload
        : payload.withMember(History.ID, id);
  }
}
