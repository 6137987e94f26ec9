package dev.roost.internal.session;

import dev.roost.serializer.Events;
import dev.roost.serializer.Message;
import dev.roost.serializer.Payload;
import dev.roost.serializer.Ref;
import org.jspecify.annotations.Nullable;

/**
 * The refs of a join, and which of them goes where: Phoenix reports the end of a channel with the
 * join_ref exactly as the client sent it, null included. Otherwise it identifies a join without
 * join_ref, as in vsn 1, by its ref.
 *
 * @param topic the topic that was joined
 * @param joinRef the join's join_ref, or null
 * @param answering the join_ref of pushes and replies, or null
 */
record JoinRefs(String topic, @Nullable Ref joinRef, @Nullable Ref answering) {
  private static final Payload CHANNEL_CRASHED = Payload.json("{\"reason\":\"channel_crash\"}");

  static JoinRefs of(Message join) {
    Ref joinRef = join.joinRef();
    return new JoinRefs(join.topic(), joinRef, joinRef != null ? joinRef : join.ref());
  }

  /** Whether a message is meant for this join, and not for an earlier one. */
  boolean covers(Message message) {
    return covers(message.joinRef());
  }

  boolean covers(@Nullable Ref of) {
    return of == null || of.equals(joinRef);
  }

  Message push(String event, Payload payload) {
    return new Message(answering(), null, topic, event, payload);
  }

  Message close() {
    return new Message(joinRef, joinRef, topic, Events.CLOSE, Payload.EMPTY);
  }

  Message error() {
    return new Message(joinRef, joinRef, topic, Events.ERROR, CHANNEL_CRASHED);
  }
}
