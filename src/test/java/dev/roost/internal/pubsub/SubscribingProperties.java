package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * Subscribes and cancels in any order, compared with a counting model, on one immediate executor.
 */
class SubscribingProperties {
  private static final ImmediateEventExecutor LOOP = ImmediateEventExecutor.INSTANCE;

  private LocalPubSub pubSub;
  private List<Listener> listeners;
  private List<Place> places;

  @BeforeTry
  void startWithNothing() {
    pubSub = new LocalPubSub();
    listeners = new ArrayList<>();
    places = new ArrayList<>();
  }

  /** A subscription to a topic, and whether it is active. */
  private static final class Place {
    final int topic;
    final Listener listener;
    final Subscription subscription;
    boolean cancelled;

    Place(int topic, Listener listener, Subscription subscription) {
      this.topic = topic;
      this.listener = listener;
      this.subscription = subscription;
    }
  }

  /** Counts the broadcasts of each topic. */
  private static final class Listener implements Subscriber {
    final Map<String, Integer> heard = new HashMap<>();

    @Override
    public void deliver(Dispatch dispatch) {
      if (!dispatch.isFrom(this)) {
        heard.merge(dispatch.broadcast().topic(), 1, Integer::sum);
      }
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void eachPlaceHearsEachBroadcastOnce(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 200) int steps,
      @ForAll @IntRange(min = 1, max = 5) int topics,
      @ForAll @IntRange(min = 1, max = 8) int subscribers) {
    for (int i = 0; i < subscribers; i++) {
      listeners.add(new Listener());
    }
    for (int step = 0; step < steps; step++) {
      int topic = random.nextInt(topics);
      switch (random.nextInt(3)) {
        case 0 -> subscribe(topic, listeners.get(random.nextInt(subscribers)));
        case 1 -> cancelAny(random);
        default -> broadcast(topic, random.nextInt(2 * subscribers));
      }
    }
    for (Place place : places) {
      cancel(place);
      cancel(place);
    }
    for (int topic = 0; topic < topics; topic++) {
      broadcast(topic, subscribers);
    }
    assertThat(Subscriptions.topicsOf(pubSub)).isEmpty();
  }

  private void subscribe(int topic, Listener listener) {
    places.add(new Place(topic, listener, pubSub.subscribe(LOOP, "t" + topic, listener)));
  }

  // Also one that was cancelled before.
  private void cancelAny(Random random) {
    if (!places.isEmpty()) {
      cancel(places.get(random.nextInt(places.size())));
    }
  }

  private static void cancel(Place place) {
    place.subscription.cancel();
    place.cancelled = true;
  }

  private void broadcast(int topic, int senderIndex) {
    Listener sender = senderIndex < listeners.size() ? listeners.get(senderIndex) : null;
    listeners.forEach(listener -> listener.heard.clear());

    pubSub.broadcast(new Broadcast("t" + topic, "e", Payload.EMPTY), sender);

    for (Listener listener : listeners) {
      long held =
          places.stream()
              .filter(p -> p.listener == listener && p.topic == topic && !p.cancelled)
              .count();
      Map<String, Integer> expected =
          held == 0 || listener == sender ? Map.of() : Map.of("t" + topic, (int) held);
      assertThat(listener.heard).isEqualTo(expected);
    }
    boolean anybody = places.stream().anyMatch(p -> p.topic == topic && !p.cancelled);
    assertThat(Subscriptions.topicsOf(pubSub).contains("t" + topic)).isEqualTo(anybody);
  }
}
