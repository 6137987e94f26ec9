package dev.roost.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A search among the received messages.
 *
 * @param what in words
 * @param candidate whether something is of the kind at all
 * @param status that a reply must have, or null for any
 * @param match what its payload must be
 */
record ExpectedMessage(
    String what, Predicate<Received> candidate, @Nullable String status, PayloadMatch match) {

  static ExpectedMessage push(TestChannel channel, String event, PayloadMatch match) {
    return new ExpectedMessage(
        "push of " + event + " on " + channel.topic(),
        received -> received.event().equals(event) && channel.covers(received),
        null,
        match);
  }

  static ExpectedMessage message(String topic, String event, PayloadMatch match) {
    return new ExpectedMessage(
        event + " on " + topic,
        received -> received.event().equals(event) && received.topic().equals(topic),
        null,
        match);
  }

  static ExpectedMessage broadcast(String topic, String event, PayloadMatch match) {
    return new ExpectedMessage(
        "broadcast of " + event + " on " + topic,
        received -> received.event().equals(event),
        null,
        match);
  }

  static ExpectedMessage reply(TestPush push, @Nullable String status, PayloadMatch match) {
    return new ExpectedMessage(
        (status == null ? "reply" : "reply " + status) + " to " + push,
        received -> received.status() != null && push.ref().equals(received.ref()),
        status,
        match);
  }

  boolean isMetBy(Received received) {
    return candidate.test(received) && differences(received).isEmpty();
  }

  /** The differences of a candidate. */
  List<Difference> differences(Received received) {
    List<Difference> found = new ArrayList<>();
    if (status != null && !status.equals(received.status())) {
      found.add(new Difference("status", status, Objects.toString(received.status())));
    }
    found.addAll(match.differences(received.payload()));
    return found;
  }

  /** Describes the missing message and the received ones. */
  String missingFrom(List<Received> all) {
    StringBuilder text = new StringBuilder("no ").append(what).append(" with ").append(match);
    List<Received> others = new ArrayList<>();
    for (Received received : all) {
      if (candidate.test(received)) {
        text.append("\n  there is: ").append(received);
        for (Difference difference : differences(received)) {
          text.append("\n    ").append(difference);
        }
      } else {
        others.add(received);
      }
    }
    others.forEach(other -> text.append("\n  also received: ").append(other));
    return text.append(all.isEmpty() ? "\n  nothing was received" : "").toString();
  }
}
