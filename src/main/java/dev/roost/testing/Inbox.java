package dev.roost.testing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The received messages that are not asserted yet, in order. Of the event loop only. */
final class Inbox {
  private final List<Received> received = new ArrayList<>();
  private final List<Expected> expected = new ArrayList<>();

  private record Expected(ExpectedMessage wanted, CompletableFuture<Received> found) {}

  void arrive(Received item) {
    for (Expected each : expected) {
      if (each.wanted.isMetBy(item)) {
        expected.remove(each);
        each.found.complete(item);
        return;
      }
    }
    received.add(item);
  }

  /** Completes {@code found} with the first that meets it, of those here or to come. */
  void expect(ExpectedMessage wanted, CompletableFuture<Received> found) {
    Iterator<Received> items = received.iterator();
    while (items.hasNext()) {
      Received item = items.next();
      if (wanted.isMetBy(item)) {
        items.remove();
        found.complete(item);
        return;
      }
    }
    expected.add(new Expected(wanted, found));
  }

  /** Ends {@link #expect}, unless it was met: then this does nothing. */
  void failUnlessMet(CompletableFuture<Received> found, ExpectedMessage wanted) {
    if (expected.removeIf(each -> each.found == found)) {
      found.completeExceptionally(new AssertionError(wanted.missingFrom(received)));
    }
  }

  Optional<Received> find(ExpectedMessage wanted) {
    return received.stream().filter(wanted::isMetBy).findFirst();
  }
}
