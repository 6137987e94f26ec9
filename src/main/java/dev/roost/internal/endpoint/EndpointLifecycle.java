package dev.roost.internal.endpoint;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of an endpoint (described, serving, draining, closed), and the parts that it must
 * close. For any thread.
 */
final class EndpointLifecycle {
  private final Set<ListeningServer> servers = ConcurrentHashMap.newKeySet();
  private final Set<Supplier<Future<Void>>> parts = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Future<Void>> drain = new AtomicReference<>();
  private final AtomicReference<@Nullable Future<Void>> close = new AtomicReference<>();
  private volatile boolean serving;
  private volatile boolean ended;

  /** The sockets are on a router or in a server from now on, so there can be no more. */
  void serve(String call) {
    requireOpen(call);
    serving = true;
  }

  void requireOpen(String call) {
    if (isClosed()) {
      throw closed(call);
    }
  }

  /** For what channels may still do when they terminate as the endpoint closes. */
  void requireUnended(String call) {
    if (ended) {
      throw closed(call);
    }
  }

  private static IllegalStateException closed(String call) {
    return new IllegalStateException(call + ": the endpoint is closed");
  }

  /** All channels have terminated, and no subscriber is left. */
  void ended() {
    ended = true;
  }

  /** For what has to come before {@code mount} and {@code listen}. */
  void requireUnserved(String call) {
    requireOpen(call);
    if (serving) {
      throw new IllegalStateException(
          call
              + " after mount or listen: nobody could connect to this socket. Add all sockets"
              + " first, then mount the endpoint or let it listen");
    }
  }

  boolean isDraining() {
    return drain.get() != null || isClosed();
  }

  boolean isClosed() {
    return close.get() != null;
  }

  /** Has a server stopped when the endpoint ends. */
  void add(ListeningServer server) {
    servers.add(server);
  }

  void remove(ListeningServer server) {
    servers.remove(server);
  }

  List<ListeningServer> servers() {
    return List.copyOf(servers);
  }

  /** Has something ended after the servers and sessions. */
  void add(Supplier<Future<Void>> part) {
    parts.add(part);
  }

  void remove(Supplier<Future<Void>> part) {
    parts.remove(part);
  }

  Future<Void> endParts() {
    List<Supplier<Future<Void>>> all = List.copyOf(parts);
    parts.removeAll(all);
    return Future.join(all.stream().map(EndpointLifecycle::end).toList()).mapEmpty();
  }

  private static Future<Void> end(Supplier<Future<Void>> part) {
    try {
      return part.get();
    } catch (RejectedExecutionException vertxIsClosed) {
      // And has ended the part.
      return Future.succeededFuture();
    }
  }

  /** Drains on the first call; further ones get the same future. */
  Future<Void> drainOnce(Supplier<Future<Void>> action) {
    return once(drain, action);
  }

  /** Closes on the first call; further ones get the same future. */
  Future<Void> closeOnce(Supplier<Future<Void>> action) {
    return once(close, action);
  }

  // The action may ask for the state, so that is set before.
  private static Future<Void> once(
      AtomicReference<@Nullable Future<Void>> state, Supplier<Future<Void>> action) {
    Promise<Void> done = Promise.promise();
    if (state.compareAndSet(null, done.future())) {
      action.get().onComplete(done);
      return done.future();
    }
    Future<Void> first = state.get();
    return first == null ? done.future() : first;
  }
}
