package dev.roost.rooms.talk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.channel.Channel;
import dev.roost.presence.Presence;
import dev.roost.wire.Payload;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/** A speaker's presence in a room, under a name that nobody else has there. */
final class NamedPresence {
  private static final int MAX_NAMESAKES = 1_000;

  private final Presence presence;
  private final Channel channel;
  private final Speaker speaker;
  private String name;

  NamedPresence(Presence presence, Channel channel, Speaker speaker) {
    this.presence = presence;
    this.channel = channel;
    this.speaker = speaker;
    this.name = speaker.name();
  }

  /** The name, once the speaker is there. */
  String name() {
    return name;
  }

  /**
   * Lets the speaker be there.
   *
   * @param fill what is to be known of them
   */
  Future<?> enter(Consumer<ObjectNode> fill) {
    ObjectNode meta = JsonNodeFactory.instance.objectNode();
    fill.accept(meta);
    speaker.mark(meta);
    return enter(meta, 1);
  }

  private Future<?> enter(ObjectNode meta, int number) {
    int free = number;
    while (isTaken(numbered(free))) {
      free++;
    }
    if (free > MAX_NAMESAKES) {
      return Future.failedFuture(new IllegalStateException("everybody here has the same name"));
    }
    int chosen = free;
    name = numbered(chosen);
    return presence
        .track(channel, name, meta)
        .compose(
            ref ->
                // Somebody else may have chosen the same at the same time, and be before us.
                isTaken(name)
                    ? presence.untrack(channel, name).compose(gone -> enter(meta, chosen + 1))
                    : Future.succeededFuture());
  }

  private String numbered(int number) {
    return number == 1 ? speaker.name() : speaker.name() + " (" + number + ")";
  }

  private boolean isTaken(String candidate) {
    List<Payload> metas = presence.getByKey(channel.topic(), candidate);
    return !metas.isEmpty() && !speaker.owns(metas.get(0).json());
  }

  /** Changes what is known of the speaker. */
  Future<?> update(Consumer<ObjectNode> change) {
    return presence.update(
        channel,
        channel.topic(),
        name,
        meta -> {
          change.accept(meta);
          return meta;
        });
  }
}
