package dev.roost.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.pubsub.ClusterWait;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A visit of all sessions of an event loop. */
class SessionWalkTest {
  private static final int SESSIONS = 2 * SessionWalk.SLICE + 1;

  private final List<Session> visited = new ArrayList<>();
  private int visitedBetween;

  @Test
  void eachSessionIsVisitedOnceAndOtherTasksRunBetween() {
    try (SessionsWithoutClients clients = new SessionsWithoutClients()) {
      Set<Session> sessions = new HashSet<>();
      for (int i = 0; i < SESSIONS; i++) {
        sessions.add(clients.open());
      }
      List<Future<Void>> walks = new ArrayList<>();
      clients.repeat(
          1,
          () -> {
            EventLoop loop = sessions.iterator().next().loop().eventLoop();
            walks.add(SessionWalk.start(loop, sessions, visited::add));
            loop.execute(() -> visitedBetween = visited.size());
          });
      ClusterWait.get(walks.get(0));
      assertThat(visited).hasSize(SESSIONS).containsOnlyOnceElementsOf(sessions);
      assertThat(visitedBetween).isEqualTo(SessionWalk.SLICE);
    }
  }
}
