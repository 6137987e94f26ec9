package dev.roost.internal.session;

import dev.roost.SocketInfo;
import dev.roost.metrics.Listing;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * The sessions of a mount, each known to the event loop that owns it. Its methods may be called
 * from any thread unless they say otherwise.
 */
public final class OpenSessions {
  private final Map<EventLoop, Set<Session>> byLoop = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private volatile boolean draining;
  private volatile boolean shutDown;

  /**
   * A session began. On its event loop.
   *
   * @return a number for it
   */
  long opened(Session session) {
    byLoop
        .computeIfAbsent(
            session.loop().eventLoop(), first -> Collections.newSetFromMap(new IdentityHashMap<>()))
        .add(session);
    // It was accepted before. Not now: it is not complete yet.
    if (shutDown) {
      session.loop().execute(session::shutDown);
    } else if (draining) {
      session.loop().execute(session::drain);
    }
    return lastId.incrementAndGet();
  }

  /** A session ended. On its event loop. */
  void closed(Session session) {
    Set<Session> ofLoop = byLoop.get(session.loop().eventLoop());
    if (ofLoop != null) {
      ofLoop.remove(session);
    }
  }

  /** From now on sessions that begin are ended at once, so that their clients go elsewhere. */
  void startDraining() {
    draining = true;
  }

  /** Whether a drain has begun, and so will end all sessions. */
  public boolean isDraining() {
    return draining;
  }

  /**
   * Ends all sessions at once, and those that begin from now on.
   *
   * @return completes when all have ended
   */
  public Future<Void> shutDown() {
    shutDown = true;
    List<Future<Void>> ended = new ArrayList<>();
    byLoop.forEach(
        (loop, sessions) -> {
          Promise<Void> done = Promise.promise();
          try {
            loop.execute(
                () -> {
                  List.copyOf(sessions).forEach(each -> each.loop().run(each::shutDown));
                  done.complete();
                });
            ended.add(done.future());
          } catch (RejectedExecutionException loopHasEnded) {
            // And its sessions with it.
          }
        });
    return Future.all(ended).mapEmpty();
  }

  /** Whether {@link #shutDown} was called. */
  boolean isShutDown() {
    return shutDown;
  }

  /** All there are, those of one event loop behind one another. */
  Future<List<Session>> list() {
    return ask(List::<Session>copyOf)
        .map(parts -> parts.stream().flatMap(List<Session>::stream).toList());
  }

  /**
   * Lists the open sessions, for operators.
   *
   * @param max how many at most
   */
  public Future<List<SocketInfo>> infos(int max) {
    return ask(sessions -> sessions.stream().limit(max).map(Session::info).toList())
        .map(parts -> parts.stream().flatMap(List<SocketInfo>::stream).limit(max).toList());
  }

  /**
   * Looks for sessions, a slice at a time, so that the event loops serve others in between.
   *
   * @param text see {@link Session#mentions}; all sessions mention the empty text
   * @param max how many are described, those for which most bytes wait first
   */
  public Future<Listing<SocketInfo>> find(String text, int max) {
    List<Future<Listing<SocketInfo>>> parts = new ArrayList<>();
    byLoop.forEach((loop, sessions) -> parts.add(SessionSearch.start(loop, sessions, text, max)));
    return Future.all(parts).map(done -> merge(parts.stream().map(Future::result).toList(), max));
  }

  /** The first of several searches, see {@link #find}. */
  public static Listing<SocketInfo> merge(List<Listing<SocketInfo>> parts, int max) {
    return SessionSearch.merge(parts, max);
  }

  /**
   * Ends a session.
   *
   * @return whether there was one with this id
   */
  public Future<Boolean> disconnect(long id) {
    return ask(sessions -> {
          Optional<Session> found =
              sessions.stream().filter(session -> session.id() == id).findFirst();
          found.ifPresent(session -> session.loop().run(session::disconnect));
          return found.isPresent();
        })
        .map(parts -> parts.contains(true));
  }

  /**
   * How many bytes wait for clients to read them, in all. Adds them up a slice of the sessions at a
   * time, so that the event loops serve others in between.
   */
  public Future<Long> queuedBytes() {
    LongAdder sum = new LongAdder();
    List<Future<Void>> parts = new ArrayList<>();
    byLoop.forEach(
        (loop, sessions) ->
            parts.add(
                SessionWalk.start(loop, sessions, session -> sum.add(session.queuedBytes()))));
    return Future.all(parts).map(done -> sum.sum());
  }

  /** Asks each event loop for something about its sessions, on that loop. */
  private <T> Future<List<T>> ask(Function<Set<Session>, T> question) {
    List<Future<T>> parts = new ArrayList<>();
    byLoop.forEach(
        (loop, sessions) -> {
          Promise<T> part = Promise.promise();
          parts.add(part.future());
          try {
            loop.execute(() -> part.complete(question.apply(sessions)));
          } catch (RejectedExecutionException shutDown) {
            part.fail(shutDown);
          }
        });
    return Future.all(parts).map(done -> parts.stream().map(Future::result).toList());
  }
}
