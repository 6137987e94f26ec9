package dev.roost.internal.transport;

import dev.roost.LongPollOptions;
import dev.roost.internal.transport.http.ClientNetwork;
import dev.roost.internal.transport.http.CountsByNetwork;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a mount on this node, also for requests that other nodes receive. For any thread.
 */
final class LongPollSessions {
  private final Map<UUID, LongPollSession> byId = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger anonymous = new AtomicInteger();
  private final CountsByNetwork byNetwork;
  private final int maxSessions;
  private final int maxAnonymous;
  private final int maxBatch;

  LongPollSessions(LongPollOptions options) {
    maxSessions = options.maxSessions();
    maxAnonymous = options.maxAnonymousSessions();
    byNetwork = new CountsByNetwork(options.maxSessionsPerAddress());
    maxBatch = options.maxBatch();
  }

  /** The reason to refuse another session, before its client is known; or null. */
  @Nullable String refusal(@Nullable ClientNetwork network) {
    if (number.get() >= maxSessions) {
      return tooMany(maxSessions);
    }
    return network != null && byNetwork.isFull(network) ? tooManyOf(network) : null;
  }

  /** Adds a session, or tells why there cannot be one more. */
  @Nullable String add(LongPollSession session) {
    if (number.incrementAndGet() > maxSessions) {
      number.decrementAndGet();
      return tooMany(maxSessions);
    }
    if (session.isAnonymous() && anonymous.incrementAndGet() > maxAnonymous) {
      discount(session);
      return "anonymous clients have " + maxAnonymous;
    }
    ClientNetwork network = session.network();
    if (network != null && !byNetwork.add(network)) {
      discount(session);
      return tooManyOf(network);
    }
    byId.put(session.id(), session);
    return null;
  }

  private static String tooMany(int max) {
    return "there are " + max;
  }

  private static String tooManyOf(ClientNetwork network) {
    return network + " has its share; if that is a proxy, trust it";
  }

  void remove(LongPollSession session) {
    if (byId.remove(session.id(), session)) {
      discount(session);
      ClientNetwork network = session.network();
      if (network != null) {
        byNetwork.remove(network);
      }
    }
  }

  private void discount(LongPollSession session) {
    number.decrementAndGet();
    if (session.isAnonymous()) {
      anonymous.decrementAndGet();
    }
  }

  /** Ends those of one event loop, from there. */
  void endAllOf(EventLoop loop) {
    for (LongPollSession session : byId.values()) {
      if (session.loop().eventLoop() == loop) {
        session.loop().run(session::end);
      }
    }
  }

  /** See {@link LongPollSession#poll}. Completes on the session's event loop. */
  Future<LongPollAnswer> poll(UUID id, long pollId) {
    return ask(id, session -> session.poll(pollId));
  }

  /** See {@link LongPollSession#abandon}. */
  Future<LongPollAnswer> abandon(UUID id, long pollId) {
    return ask(
        id,
        session -> {
          session.abandon(pollId);
          return Future.succeededFuture(LongPollAnswer.OK);
        });
  }

  /** See {@link LongPollSession#keepAlive}. Completes on the session's event loop. */
  Future<LongPollAnswer> keepAlive(UUID id) {
    return ask(
        id,
        session -> {
          session.keepAlive();
          return Future.succeededFuture(LongPollAnswer.OK);
        });
  }

  /** See {@link LongPollSession#reading}. */
  Future<LongPollAnswer> reading(UUID id) {
    return ask(
        id,
        session -> {
          session.reading();
          return Future.succeededFuture(LongPollAnswer.OK);
        });
  }

  /** See {@link LongPollSession#receive}. */
  Future<LongPollAnswer> post(UUID id, boolean lines, Buffer body) {
    return ask(
        id,
        session -> {
          try {
            return Future.succeededFuture(
                session.receive(LongPollBatch.parse(body, lines, maxBatch)));
          } catch (LongPollBatch.Refused refused) {
            return Future.succeededFuture(refused.answer());
          }
        });
  }

  private Future<LongPollAnswer> ask(
      UUID id, Function<LongPollSession, Future<LongPollAnswer>> question) {
    LongPollSession session = byId.get(id);
    if (session == null) {
      return Future.succeededFuture(LongPollAnswer.GONE);
    }
    Promise<LongPollAnswer> answer = Promise.promise();
    Runnable asking = () -> question.apply(session).onComplete(answer);
    if (session.loop().eventLoop().inEventLoop()) {
      session.loop().run(asking);
    } else {
      session.loop().execute(asking);
    }
    return answer.future();
  }
}
