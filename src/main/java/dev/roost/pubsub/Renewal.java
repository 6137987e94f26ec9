package dev.roost.pubsub;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/**
 * Tells the cluster manager anew that somebody on this node takes what is sent to some addresses,
 * while the event bus's consumers stay as they are. To put others in their place would lose what is
 * on its way to them: the event bus hands each message to one of the consumers of its address, and
 * drops what reaches a consumer after it was unregistered.
 *
 * <p>Belongs to the cluster's event loop.
 */
final class Renewal {
  /** Counts down, since the event bus numbers its own registrations from 0 on. */
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private final ClusterManager manager;
  private List<String> addresses = List.of();
  private long sequence = SEQUENCE.decrementAndGet();

  Renewal(ClusterManager manager) {
    this.manager = manager;
  }

  /** Registers addresses anew. Not to be called again before the future completes. */
  Future<?> renew(List<String> current) {
    List<String> before = addresses;
    RegistrationInfo old = registration();
    addresses = List.copyOf(current);
    sequence = SEQUENCE.decrementAndGet();
    // In this order, so that the addresses are registered all the time.
    return each(addresses, registration(), this::add)
        .transform(added -> each(before, old, this::remove));
  }

  /** Takes back what it has registered. */
  Future<?> withdraw() {
    return each(addresses, registration(), this::remove);
  }

  // Another one each time: for one that it believes to have, the cluster manager would do nothing.
  private RegistrationInfo registration() {
    return new RegistrationInfo(manager.getNodeId(), sequence, false);
  }

  private static Future<?> each(
      List<String> addresses,
      RegistrationInfo registration,
      BiFunction<String, RegistrationInfo, Future<Void>> change) {
    return Future.join(
        addresses.stream().map(address -> change.apply(address, registration)).toList());
  }

  private Future<Void> add(String address, RegistrationInfo registration) {
    Promise<Void> added = Promise.promise();
    manager.addRegistration(address, registration, added);
    return added.future();
  }

  private Future<Void> remove(String address, RegistrationInfo registration) {
    Promise<Void> removed = Promise.promise();
    manager.removeRegistration(address, registration, removed);
    return removed.future();
  }
}
