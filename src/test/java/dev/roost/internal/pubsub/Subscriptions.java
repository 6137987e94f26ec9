package dev.roost.internal.pubsub;

import dev.roost.Endpoint;
import dev.roost.internal.endpoint.EndpointEngine;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a {@link LocalPubSub} has in its table of interested event loops. */
public final class Subscriptions {
  private Subscriptions() {}

  /** The topics that any event loop is subscribed to. */
  public static Set<String> topicsOf(PubSub pubSub) {
    return interested(pubSub).keySet().stream()
        .map(String.class::cast)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** On how many event loops a topic has subscribers. */
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

  /** The topics that an endpoint's sockets and subscriptions have on its node, in no order. */
  public static Set<String> topicsOf(Endpoint endpoint) {
    return topicsOf(((EndpointEngine) endpoint).pubSub());
  }
}
