package dev.roost.rooms.talk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.channel.Channel;
import dev.roost.presence.Presence;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A speaker's presence in a room, under a name that is unique there. An account gets its name even
 * where a guest has it: the guest is renamed.
 */
final class NamedPresence {
  /**
   * Notifies the guests of a room that an account has taken their name. The channels intercept it:
   * no client sees it.
   */
  static final String NAME_CLAIMED = "name_claimed";

  private final Presence presence;
  private final Channel channel;
  private final Consumer<Claim> claims;
  private final ObjectNode meta = JsonNodeFactory.instance.objectNode();
  private Speaker speaker;
  private String name;

  /** The name that an account claims. */
  record Claim(String name) {}

  /**
   * A presence that is not there yet.
   *
   * @param claims broadcasts {@link #NAME_CLAIMED} to the room
   */
  NamedPresence(Presence presence, Channel channel, Speaker speaker, Consumer<Claim> claims) {
    this.presence = presence;
    this.channel = channel;
    this.speaker = speaker;
    this.claims = claims;
    this.name = speaker.name();
  }

  /** The name, once the speaker is there. */
  String name() {
    return name;
  }

  Speaker speaker() {
    return speaker;
  }

  /**
   * Lets the speaker be there.
   *
   * @param fill adds their metadata
   */
  Future<?> enter(Consumer<ObjectNode> fill) {
    fill.accept(meta);
    speaker.mark(meta);
    return enter(0);
  }

  private Future<?> enter(int refusedNames) {
    Optional<String> free =
        speaker.names().skip(refusedNames).filter(candidate -> !isTaken(candidate)).findFirst();
    if (free.isEmpty()) {
      return Future.failedFuture(new IllegalStateException("everybody here has the same name"));
    }
    name = free.get();
    return presence.track(channel, name, meta.deepCopy()).compose(ref -> keepOrTakeNext());
  }

  private Future<?> keepOrTakeNext() {
    if (isTaken(name)) {
      // Another person may have chosen the same name at the same time, and be before this one.
      int next = (int) speaker.names().takeWhile(candidate -> !candidate.equals(name)).count() + 1;
      return presence.untrack(channel, name).compose(gone -> enter(next));
    }
    if (!speaker.isGuest() && metas(name).anyMatch(Speaker::isGuest)) {
      claims.accept(new Claim(name));
    }
    return Future.succeededFuture();
  }

  /** For guests, a name is taken by any account; for accounts, by another account only. */
  private boolean isTaken(String candidate) {
    return metas(candidate)
        .anyMatch(there -> !speaker.owns(there) && (speaker.isGuest() || !Speaker.isGuest(there)));
  }

  private Stream<JsonNode> metas(String candidate) {
    return presence.getByKey(channel.topic(), candidate).stream().map(Payload::json);
  }

  /** Renames a guest whose name is claimed by an account. */
  Future<?> renameIfClaimed(Broadcast claim) {
    if (!speaker.isGuest() || !claim.payload().decode(Claim.class).name().equals(name)) {
      return Future.succeededFuture();
    }
    String before = name;
    speaker = speaker.marked();
    return presence.untrack(channel, before).compose(gone -> enter(0));
  }

  /** Changes what is known of the speaker. */
  Future<?> update(Consumer<ObjectNode> change) {
    change.accept(meta);
    return presence.update(
        channel,
        channel.topic(),
        name,
        now -> {
          change.accept(now);
          return now;
        });
  }
}
