package dev.roost.channel;

import io.vertx.core.Future;

/**
 * The answer of {@link Channel#join} or of an {@link AnswerHandler}: a {@link Reply}, or one that
 * comes {@linkplain Reply#later(Future) later}.
 */
public sealed interface Answer permits Reply, LaterReply {

  /** The reply, now or later. */
  Future<Reply> toFuture();
}
