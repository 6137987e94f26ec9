package dev.roost.internal.pubsub;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several broadcasts on their way to the event loops of their subscribers. Each event loop gets all
 * of its broadcasts as one task, in the order in which they were added.
 */
final class Deliveries {
  private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

  private final Map<EventExecutor, List<Delivery>> byLoop = new HashMap<>();

  private record Delivery(LoopTopic topic, Dispatch dispatch) {
    void run() {
      try {
        topic.deliverHere(dispatch);
      } catch (RuntimeException failure) {
        // The broadcasts after this one still have to be delivered.
        log.error("a broadcast was not delivered to all: topic={}", topic(dispatch), failure);
      } finally {
        dispatch.release();
      }
    }

    private static String topic(Dispatch dispatch) {
      return dispatch.broadcast().topic();
    }
  }

  /** Adds a broadcast, and retains it until it is delivered. */
  void add(LoopTopic receiver, Dispatch dispatch) {
    dispatch.retain();
    byLoop
        .computeIfAbsent(receiver.loop(), loop -> new ArrayList<>())
        .add(new Delivery(receiver, dispatch));
  }

  /** Delivers on this event loop before it returns, and on the others soon. */
  void start() {
    // The other event loops first, so that they work at the same time as this one.
    byLoop.forEach(
        (loop, deliveries) -> {
          if (!loop.inEventLoop()) {
            execute(loop, deliveries);
          }
        });
    byLoop.forEach(
        (loop, deliveries) -> {
          if (loop.inEventLoop()) {
            deliveries.forEach(Delivery::run);
          }
        });
  }

  private static void execute(EventExecutor loop, List<Delivery> deliveries) {
    try {
      loop.execute(() -> deliveries.forEach(Delivery::run));
    } catch (RejectedExecutionException e) {
      deliveries.forEach(delivery -> delivery.dispatch.release());
      log.debug("dropped {} broadcasts to an event loop that is shut down", deliveries.size());
    }
  }
}
