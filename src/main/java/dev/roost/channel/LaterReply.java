package dev.roost.channel;

import io.vertx.core.Future;
import java.util.Objects;

/** A reply that is not known yet. */
record LaterReply(Future<Reply> toFuture) implements Answer {
  LaterReply {
    Objects.requireNonNull(toFuture);
  }
}
