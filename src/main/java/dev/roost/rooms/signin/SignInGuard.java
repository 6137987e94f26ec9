package dev.roost.rooms.signin;

import dev.roost.proxy.ClientRequest;
import dev.roost.rooms.config.SignInLimits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether an attempt to sign in or register may go on, before the server looks for the
 * account or hashes the password. A refused attempt costs neither. Safe for any thread.
 */
public final class SignInGuard {
  private static final Logger log = LoggerFactory.getLogger(SignInGuard.class);

  private final SignInRateLimiter limiter;
  private final HashingSlots slots;
  private final KnownNetworks networks;
  private final Function<HttpServerRequest, ClientRequest> clients;

  /**
   * Guards accounts that have these known networks.
   *
   * @param clients finds the client that sent a request, as {@link dev.roost.Endpoint#client} does
   */
  public SignInGuard(
      SignInLimits limits,
      KnownNetworks networks,
      Function<HttpServerRequest, ClientRequest> clients) {
    this(
        new SignInRateLimiter(limits),
        new HashingSlots(limits.maxHashing(), limits.maxHashingPerNetwork()),
        networks,
        clients);
  }

  SignInGuard(
      SignInRateLimiter limiter,
      HashingSlots slots,
      KnownNetworks networks,
      Function<HttpServerRequest, ClientRequest> clients) {
    this.limiter = limiter;
    this.slots = slots;
    this.networks = networks;
    this.clients = clients;
  }

  /** The address by which attempts of this request's client count. */
  public ClientAddress client(HttpServerRequest request) {
    return ClientAddress.of(clients.apply(request));
  }

  /**
   * Checks a password, if the client may try one for this account.
   *
   * @param check finds the account and hashes the password
   * @return fails with a {@link SignInRefusedException} if the client may not
   */
  public <T> Future<T> signIn(String email, ClientAddress client, Supplier<Future<T>> check) {
    return withSlot(
        client,
        () -> limiter.admit(client),
        () ->
            networks
                .isKnown(email, client)
                .compose(known -> admitted(limiter.admitTo(email, client, known)))
                .compose(admitted -> check.get()));
  }

  /**
   * Registers an account, if the client may.
   *
   * @param register hashes the password and stores the account
   * @return fails with a {@link SignInRefusedException} if the client may not
   */
  public <T> Future<T> register(ClientAddress client, Supplier<Future<T>> register) {
    return withSlot(client, () -> limiter.admitRegistration(client), register);
  }

  /**
   * Hashes a password for something else, which counts as an attempt of the client's address.
   *
   * @return fails with a {@link SignInRefusedException} if the client may not
   */
  public <T> Future<T> attempt(ClientAddress client, Supplier<Future<T>> work) {
    return withSlot(client, () -> limiter.admit(client), work);
  }

  private <T> Future<T> withSlot(
      ClientAddress client, Supplier<Long> secondsToWait, Supplier<Future<T>> work) {
    if (!slots.tryAcquire(client)) {
      return Future.failedFuture(SignInRefusedException.busy());
    }
    return Future.succeededFuture()
        .compose(acquired -> admitted(secondsToWait.get()))
        .compose(admitted -> work.get())
        .onComplete(done -> slots.release(client));
  }

  private static Future<Void> admitted(long secondsToWait) {
    return secondsToWait == 0
        ? Future.succeededFuture()
        : Future.failedFuture(SignInRefusedException.tooOften(secondsToWait));
  }

  /**
   * Remembers the network of a client that has signed in.
   *
   * @return always succeeds: signing in works where the network cannot be stored
   */
  public Future<Void> succeeded(long userId, String email, ClientAddress client) {
    return networks
        .isKnown(email, client)
        .onSuccess(known -> limiter.succeeded(email, client, known))
        .compose(counted -> networks.remember(userId, email, client))
        .recover(
            failure -> {
              log.warn(
                  "cannot store the network of an account: it counts as unknown user={} cause={}",
                  userId,
                  String.valueOf(failure));
              return Future.succeededFuture();
            });
  }

  /** How many attempts were refused because there were too many before. */
  public long refusedTooOften() {
    return limiter.refused();
  }

  /** How many attempts were refused because too many passwords were waiting to be hashed. */
  public long refusedBusy() {
    return slots.refused();
  }
}
