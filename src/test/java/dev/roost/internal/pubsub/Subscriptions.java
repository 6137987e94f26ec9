package dev.roost.internal.pubsub;

import dev.roost.Endpoint;
import dev.roost.internal.endpoint.EndpointEngine;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the table of interested event loops of a {@link LocalPubSub}. */
public final class Subscriptions {
  private Subscriptions() {}

  /** The topics with a subscribed event loop. */
  public static Set<String> topicsOf(PubSub pubSub) {
    return interested(pubSub).keySet().stream()
        .map(String.class::cast)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The number of event loops with subscribers of a topic. */
  static int loopsOf(PubSub pubSub, String topic) {
    Object loops = interested(pubSub).get(topic);
    return loops == null ? 0 : ((Object[]) loops).length;
  }

  private static Map<?, ?> interested(PubSub pubSub) {
    try {
      Field field = LocalPubSub.class.getDeclaredField("interested");
      field.setAccessible(true);
      return (Map<?, ?>) field.get(pubSub);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("LocalPubSub has another table now", e);
    }
  }

  /** The topics of an endpoint's sockets and subscriptions on its node, unordered. */
  public static Set<String> topicsOf(Endpoint endpoint) {
    return topicsOf(((EndpointEngine) endpoint).pubSub());
  }
}
