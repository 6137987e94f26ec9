package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.pubsub.History;
import dev.roost.serializer.Broadcast;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Subscribes to and leaves a topic with a history, each time on another event loop. It records
 * missed and new broadcasts.
 */
final class HistoryListener implements Subscriber {
  private final HistoryLoops loops;
  private final String topic;
  private final History history;
  private final List<Broadcast> heard = new CopyOnWriteArrayList<>();
  private final List<Missed.Gap> gaps = new ArrayList<>();
  private volatile String last;
  private EventExecutor loop;
  private HistorySubscription subscription;

  HistoryListener(HistoryLoops loops, String topic, History history) {
    this.loops = loops;
    this.topic = topic;
    this.history = history;
  }

  HistoryListener comes() {
    return comes(last);
  }

  /** Subscribes again with the id of the last received broadcast. */
  HistoryListener comes(String since) {
    loop = loops.next();
    HistoryLoops.on(
        loop,
        () -> {
          subscription = loops.pubSub.subscribe(loop, topic, this, history);
          if (since == null) {
            last = subscription.position();
            return true;
          }
          Missed missed = subscription.since(since);
          if (missed.gap() != null) {
            gaps.add(missed.gap());
            last = subscription.position();
          }
          missed.deliverTo(this);
          return true;
        });
    return this;
  }

  HistoryListener goes() {
    HistoryLoops.on(
        loop,
        () -> {
          subscription.cancel();
          return true;
        });
    return this;
  }

  @Override
  public void deliver(Dispatch dispatch) {
    assertThat(loop.inEventLoop()).isTrue();
    heard.add(dispatch.broadcast());
    if (dispatch.historyId() != null) {
      assertThat(idOf(dispatch.broadcast())).isEqualTo(dispatch.historyId());
      last = dispatch.historyId();
    }
  }

  static String idOf(Broadcast broadcast) {
    return broadcast.payload().json().path(History.ID).textValue();
  }

  static long numberOf(String id) {
    return Long.parseLong(id.substring(id.indexOf('.') + 1));
  }

  /** The id of the last received broadcast, or the topic's id at the subscription. */
  String last() {
    return last;
  }

  List<Broadcast> heard() {
    return heard;
  }

  List<Integer> numbers() {
    return heard.stream()
        .map(broadcast -> broadcast.payload().json().path("n"))
        .map(JsonNode::intValue)
        .toList();
  }

  List<Missed.Gap> gaps() {
    return gaps;
  }
}
