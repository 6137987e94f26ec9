package dev.roost.internal.presence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.presence.PresenceFetcher;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a fetcher so that its failure is not ours. */
final class PresenceFetching {
  private static final Logger log = LoggerFactory.getLogger(PresenceFetching.class);

  /** Beyond it, presences are sent unfetched; until then diffs and changes wait. */
  private static final long TIMEOUT_SECONDS = 5;

  private PresenceFetching() {}

  /** The presences as the fetcher returns them, or unchanged if it fails. Never fails. */
  static Future<ObjectNode> fetch(
      PresenceFetcher fetcher, String topic, Map<String, List<Entry>> presences) {
    if (presences.isEmpty()) {
      return Future.succeededFuture(JsonNodeFactory.instance.objectNode());
    }
    Future<ObjectNode> fetched;
    try {
      fetched = Objects.requireNonNull(fetcher.fetch(topic, tree(presences)), "no future");
    } catch (Throwable failure) {
      fetched = Future.failedFuture(failure);
    }
    return fetched
        .map(found -> Objects.requireNonNull(found, "nothing"))
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .otherwise(
            failure -> {
              log.error("fetching presences of {} failed: {}", topic, failure.toString());
              return tree(presences);
            });
  }

  private static ObjectNode tree(Map<String, List<Entry>> presences) {
    return (ObjectNode) PresenceJson.state(presences).json();
  }
}
