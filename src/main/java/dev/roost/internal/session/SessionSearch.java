package dev.roost.internal.session;

import dev.roost.SocketInfo;
import dev.roost.metrics.Listing;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** Looks through the sessions of one event loop by a {@link SessionWalk}. */
final class SessionSearch {
  private static final Comparator<SocketInfo> MOST_WAITING =
      Comparator.comparingLong(SocketInfo::queuedBytes)
          .reversed()
          .thenComparing(SocketInfo::path)
          .thenComparingLong(SocketInfo::id);

  private record Waiting(long queuedBytes, Session session) {}

  private final String text;
  private final int max;

  /** The head is the one to be left out first. */
  private final PriorityQueue<Waiting> first =
      new PriorityQueue<>(
          Comparator.comparingLong(Waiting::queuedBytes)
              .thenComparing(
                  Comparator.comparingLong((Waiting each) -> each.session.id()).reversed()));

  private long total;

  private SessionSearch(String text, int max) {
    this.text = text;
    this.max = max;
  }

  static Future<Listing<SocketInfo>> start(
      EventLoop loop, Set<Session> sessions, String text, int max) {
    SessionSearch search = new SessionSearch(text, max);
    return SessionWalk.start(loop, sessions, search::visit).map(done -> search.listing());
  }

  private void visit(Session session) {
    if (text.isEmpty() || session.mentions(text)) {
      total++;
      first.add(new Waiting(session.queuedBytes(), session));
      if (first.size() > max) {
        first.remove();
      }
    }
  }

  private Listing<SocketInfo> listing() {
    List<SocketInfo> infos = new ArrayList<>(first.size());
    first.forEach(waiting -> infos.add(waiting.session.info()));
    return new Listing<>(infos, total);
  }

  /** The first of all parts. */
  static Listing<SocketInfo> merge(List<Listing<SocketInfo>> parts, int max) {
    return new Listing<>(
        parts.stream()
            .flatMap(part -> part.items().stream())
            .sorted(MOST_WAITING)
            .limit(max)
            .toList(),
        parts.stream().mapToLong(Listing::total).sum());
  }
}
