package dev.roost.internal.transport;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.util.function.Function;

/**
 * The nodes among which polls and posts are passed on, for they may arrive at another node than the
 * one that has the session. For any thread.
 */
public interface LongPollNodes {

  /** This run of this node; no other node, and no run before, is called so. */
  long self();

  /**
   * Asks another node.
   *
   * @return fails if that node is not there, or does not answer in time
   */
  Future<Buffer> ask(long node, String mount, Buffer question, long timeoutMillis);

  /**
   * Has what other nodes ask about a mount answered.
   *
   * @param answerer must not block
   */
  void answer(String mount, Function<Buffer, Future<Buffer>> answerer);

  /** For a node on its own. */
  static LongPollNodes single() {
    long self = new SecureRandom().nextLong();
    return new LongPollNodes() {
      @Override
      public long self() {
        return self;
      }

      @Override
      public Future<Buffer> ask(long node, String mount, Buffer question, long timeoutMillis) {
        return Future.failedFuture("there is no other node");
      }

      @Override
      public void answer(String mount, Function<Buffer, Future<Buffer>> answerer) {
        // No other node asks.
      }
    };
  }
}
