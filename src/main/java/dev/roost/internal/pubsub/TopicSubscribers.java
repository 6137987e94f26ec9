package dev.roost.internal.pubsub;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of one topic on one event loop.
 *
 * <p>They stand in no particular order, so that one can be removed from a topic with a hundred
 * thousand by putting the last in its place.
 */
final class TopicSubscribers {
  private static final int SMALLEST = 2;

  private final Owner owner;
  private final String topic;

  // Two arrays, so that a broadcast reads no places: what it has to fetch from memory for each
  // subscriber is a good part of its cost.
  private @Nullable Subscriber[] subscribers = new Subscriber[SMALLEST];
  private @Nullable Place[] places = new Place[SMALLEST];
  private int size;

  /** Learns that a topic has no subscriber left. */
  interface Owner {
    void emptied(String topic);
  }

  TopicSubscribers(Owner owner, String topic) {
    this.owner = owner;
    this.topic = topic;
  }

  Subscription add(Subscriber subscriber) {
    if (size == places.length) {
      resize(size * 2);
    }
    Place place = new Place(size);
    subscribers[size] = subscriber;
    places[size] = place;
    size++;
    return place;
  }

  int size() {
    return size;
  }

  void deliver(Dispatch dispatch) {
    for (int i = 0; i < size; i++) {
      Objects.requireNonNull(subscribers[i]).deliver(dispatch);
    }
  }

  private void remove(int index) {
    size--;
    Place last = Objects.requireNonNull(places[size]);
    last.index = index;
    places[index] = last;
    places[size] = null;
    subscribers[index] = subscribers[size];
    subscribers[size] = null;
    if (size == 0) {
      owner.emptied(topic);
    } else if (size < places.length / 4) {
      resize(places.length / 2);
    }
  }

  private void resize(int capacity) {
    subscribers = Arrays.copyOf(subscribers, capacity);
    places = Arrays.copyOf(places, capacity);
  }

  private final class Place implements Subscription {
    private static final int CANCELLED = -1;

    private int index;

    Place(int index) {
      this.index = index;
    }

    @Override
    public void cancel() {
      if (index != CANCELLED) {
        int freed = index;
        remove(freed);
        index = CANCELLED;
      }
    }
  }
}
