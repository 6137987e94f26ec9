package dev.roost.internal.pubsub;

import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Registers the addresses of this node's consumers again with the cluster manager. The event bus's
 * consumers stay as they are. Replacing them would lose the messages on their way to them: the
 * event bus hands each message to one of the consumers of its address, and drops what reaches a
 * consumer after it was unregistered.
 *
 * <p>Belongs to the cluster's event loop.
 */
final class Renewal {
  /** Counts down, since the event bus numbers its own registrations from 0 on. */
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private final ContextInternal context;
  private final ClusterManager manager;
  private List<String> addresses = List.of();
  private long sequence = SEQUENCE.decrementAndGet();

  /** Makes the change of one registration. */
  private interface Change {
    void make(String address, RegistrationInfo registration, Completable<Void> made);
  }

  /**
   * @param context on which the futures complete, whatever thread the cluster manager uses
   */
  Renewal(ContextInternal context, ClusterManager manager) {
    this.context = context;
    this.manager = manager;
  }

  /** Registers addresses again. Do not call it again before the future completes. */
  Future<?> renew(List<String> current) {
    List<String> before = addresses;
    RegistrationInfo old = registration();
    addresses = List.copyOf(current);
    sequence = SEQUENCE.decrementAndGet();
    // In this order, so that the addresses are registered all the time.
    return each(addresses, registration(), manager::addRegistration)
        .transform(added -> each(before, old, manager::removeRegistration));
  }

  /** Takes back what it has registered. */
  Future<?> withdraw() {
    return each(addresses, registration(), manager::removeRegistration);
  }

  // Another one each time: for one that it believes to have, the cluster manager would do nothing.
  private RegistrationInfo registration() {
    return new RegistrationInfo(manager.getNodeId(), sequence, false);
  }

  private Future<?> each(List<String> of, RegistrationInfo registration, Change change) {
    return Future.join(of.stream().map(address -> make(change, address, registration)).toList());
  }

  private Future<Void> make(Change change, String address, RegistrationInfo registration) {
    Promise<Void> made = context.promise();
    change.make(address, registration, made);
    return made.future();
  }
}
