package dev.roost.pubsub;

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
  private @Nullable Place[] places = new Place[SMALLEST];
  private int size;

  /** Whoever has to know when nobody is left. */
  interface Owner {
    void emptied(String topic);
  }

  TopicSubscribers(Owner owner, String topic) {
    this.owner = owner;
    this.topic = topic;
  }

  Subscription add(Subscriber subscriber) {
    if (size == places.length) {
      places = Arrays.copyOf(places, size * 2);
    }
    Place place = new Place(subscriber, size);
    places[size++] = place;
    return place;
  }

  void deliver(Dispatch dispatch) {
    for (int i = 0; i < size; i++) {
      Objects.requireNonNull(places[i]).subscriber.deliver(dispatch);
    }
  }

  private void remove(int index) {
    size--;
    Place last = Objects.requireNonNull(places[size]);
    places[index] = last;
    last.index = index;
    places[size] = null;
    if (size == 0) {
      owner.emptied(topic);
    } else if (size < places.length / 4) {
      places = Arrays.copyOf(places, places.length / 2);
    }
  }

  private final class Place implements Subscription {
    private static final int CANCELLED = -1;

    private final Subscriber subscriber;
    private int index;

    Place(Subscriber subscriber, int index) {
      this.subscriber = subscriber;
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
