package dev.roost.session;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions of a mount, each known to the event loop that owns it. Its methods may be called
 * from any thread unless they say otherwise.
 */
public final class OpenSessions {
  private final Map<EventLoop, Set<SocketSession>> byLoop = new ConcurrentHashMap<>();
  private volatile boolean draining;

  /** A session began. On its event loop. */
  void opened(SocketSession session) {
    byLoop
        .computeIfAbsent(
            session.loop().eventLoop(), first -> Collections.newSetFromMap(new IdentityHashMap<>()))
        .add(session);
    if (draining) {
      // It was let in before. Not now: it is not complete yet.
      session.loop().execute(session::drain);
    }
  }

  /** A session ended. On its event loop. */
  void closed(SocketSession session) {
    Set<SocketSession> ofLoop = byLoop.get(session.loop().eventLoop());
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

  /** All there are, those of one event loop behind one another. */
  Future<List<SocketSession>> list() {
    List<Future<List<SocketSession>>> parts = new ArrayList<>();
    byLoop.forEach(
        (loop, sessions) -> {
          Promise<List<SocketSession>> part = Promise.promise();
          loop.execute(() -> part.complete(List.copyOf(sessions)));
          parts.add(part.future());
        });
    return Future.all(parts)
        .map(done -> parts.stream().map(Future::result).flatMap(List::stream).toList());
  }
}
