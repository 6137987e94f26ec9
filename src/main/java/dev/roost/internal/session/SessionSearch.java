package dev.roost.internal.session;

import dev.roost.SocketInfo;
import dev.roost.metrics.Listing;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/** Looks through the sessions of one event loop, on that loop, a slice at a time. */
final class SessionSearch {
  /** A slice takes well below a millisecond. */
  private static final int SLICE = 1_000;

  private static final Comparator<SocketInfo> MOST_WAITING =
      Comparator.comparingLong(SocketInfo::queuedBytes)
          .reversed()
          .thenComparing(SocketInfo::path)
          .thenComparingLong(SocketInfo::id);

  private record Waiting(long queuedBytes, Session session) {}

  private final EventLoop loop;
  private final String text;
  private final int max;
  private final Promise<Listing<SocketInfo>> found = Promise.promise();

  /** The head is the one to be left out first. */
  private final PriorityQueue<Waiting> first =
      new PriorityQueue<>(
          Comparator.comparingLong(Waiting::queuedBytes)
              .thenComparing(
                  Comparator.comparingLong((Waiting each) -> each.session.id()).reversed()));

  private long total;

  private SessionSearch(EventLoop loop, String text, int max) {
    this.loop = loop;
    this.text = text;
    this.max = max;
  }

  static Future<Listing<SocketInfo>> start(
      EventLoop loop, Set<Session> sessions, String text, int max) {
    SessionSearch search = new SessionSearch(loop, text, max);
    search.later(() -> search.slice(List.copyOf(sessions), 0));
    return search.found.future();
  }

  private void later(Runnable step) {
    try {
      loop.execute(step);
    } catch (RejectedExecutionException shutDown) {
      found.fail(shutDown);
    }
  }

  private void slice(List<Session> all, int begin) {
    int end = Math.min(all.size(), begin + SLICE);
    for (Session session : all.subList(begin, end)) {
      if (text.isEmpty() || session.mentions(text)) {
        total++;
        first.add(new Waiting(session.queuedBytes(), session));
        if (first.size() > max) {
          first.remove();
        }
      }
    }
    if (end < all.size()) {
      later(() -> slice(all, end));
    } else {
      List<SocketInfo> infos = new ArrayList<>(first.size());
      first.forEach(waiting -> infos.add(waiting.session.info()));
      found.complete(new Listing<>(infos, total));
    }
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
