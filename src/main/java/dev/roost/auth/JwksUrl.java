package dev.roost.auth;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a JSON Web Key Set that an issuer serves, such as {@code
 * https://id.example.com/.well-known/jwks.json}. Safe for any thread.
 *
 * <p>The keys are fetched when the first token comes, or by {@link #load}, and again from time to
 * time and when a token names a key that is not among them. If a fetch fails, the keys that are
 * known stay in use, up to {@link JwksOptions#maxAgeMillis}. While there are none, clients get 503
 * with {@code Retry-After}. Redirects are not followed.
 */
public final class JwksUrl extends JwtKeys {
  private static final Logger log = LoggerFactory.getLogger(JwksUrl.class);

  private final JwksOptions options;
  private final String shownUrl;
  private final JwksRequest request;
  private final Context owner;
  private final AtomicLong succeeded = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  private volatile @Nullable Fetched fetched;
  private volatile @Nullable Long attemptedAt;

  /** Of the owner context only. */
  private @Nullable Future<KeySet> fetching;

  /** Keys and when they came, by {@code System.nanoTime}. */
  private record Fetched(KeySet keys, long at) {}

  /**
   * Metrics of the fetches.
   *
   * @param succeeded fetches that brought keys
   * @param failed fetches that did not
   * @param ageMillis the age of the keys, or -1 if there are none
   */
  public record Snapshot(long succeeded, long failed, long ageMillis) {}

  private JwksUrl(
      Vertx vertx, JwtAlgorithm algorithm, URI url, JwksOptions options, HttpClientOptions http) {
    super(algorithm);
    this.options = options;
    this.shownUrl = url.getScheme() + "://" + url.getHost() + url.getPath();
    this.request = new JwksRequest(vertx, url, options, http);
    this.owner = vertx.getOrCreateContext();
  }

  /**
   * Keys for signatures by the algorithm.
   *
   * @throws IllegalArgumentException if the algorithm has a secret, or the URL is none of HTTP
   */
  public static JwksUrl of(Vertx vertx, JwtAlgorithm algorithm, String url, JwksOptions options) {
    return of(vertx, algorithm, url, options, new HttpClientOptions());
  }

  /**
   * As {@link #of(Vertx, JwtAlgorithm, String, JwksOptions)}.
   *
   * @param http how to connect: certificates that are trusted, a proxy and the like
   */
  public static JwksUrl of(
      Vertx vertx,
      JwtAlgorithm algorithm,
      String url,
      JwksOptions options,
      HttpClientOptions http) {
    if (algorithm.hasSecret()) {
      throw new IllegalArgumentException(algorithm + " has a secret, not public keys");
    }
    URI uri = URI.create(url);
    if (uri.getHost() == null
        || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
      throw new IllegalArgumentException("not an absolute URL of http or https");
    }
    return new JwksUrl(vertx, algorithm, uri, options, http);
  }

  /**
   * Fetches the keys unless they are cached. For a server that is to start with them, or not at
   * all.
   *
   * @return fails with a {@link VerifierUnavailableException} if they cannot be fetched
   */
  public Future<Void> load() {
    return current().mapEmpty();
  }

  /** The metrics so far. */
  public Snapshot snapshot() {
    Fetched present = fetched;
    long age = present == null ? -1 : millisSince(present.at);
    return new Snapshot(succeeded.get(), failed.get(), age);
  }

  @Override
  Future<KeySet> current() {
    Fetched present = usable();
    if (present == null) {
      return fetch();
    }
    if (millisSince(present.at) >= options.refreshMillis() && mayAttempt()) {
      // This token need not wait for it.
      fetch();
    }
    return Future.succeededFuture(present.keys);
  }

  @Override
  Future<KeySet> newerThan(KeySet known) {
    Fetched present = usable();
    if (present != null && present.keys != known) {
      return Future.succeededFuture(present.keys);
    }
    return mayAttempt() ? fetch().otherwise(known) : Future.succeededFuture(known);
  }

  /** One attempt for all who ask meanwhile. */
  private Future<KeySet> fetch() {
    Promise<KeySet> answer = Promise.promise();
    owner.runOnContext(onOwner -> fetchOnOwner().onComplete(answer));
    return answer.future();
  }

  private Future<KeySet> fetchOnOwner() {
    Future<KeySet> underWay = fetching;
    if (underWay != null) {
      return underWay;
    }
    if (!mayAttempt()) {
      Fetched present = usable();
      return present == null
          ? Future.failedFuture(unavailable("the last attempt failed"))
          : Future.succeededFuture(present.keys);
    }
    attemptedAt = System.nanoTime();
    Future<KeySet> begun =
        request
            .send()
            .map(
                body ->
                    new KeySet(
                        PublicKeys.fromJwks(algorithm(), body.toString(), options.maxKeys())))
            .onSuccess(this::arrived)
            .recover(failure -> Future.failedFuture(unavailable(failure)));
    fetching = begun;
    begun.onComplete(done -> owner.runOnContext(onOwner -> fetching = null));
    return begun;
  }

  private void arrived(KeySet keys) {
    succeeded.incrementAndGet();
    fetched = new Fetched(keys, System.nanoTime());
    log.debug("fetched keys url={} keys={}", shownUrl, keys.keys().size());
  }

  private VerifierUnavailableException unavailable(Throwable failure) {
    failed.incrementAndGet();
    String reason =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    log.warn(
        "could not fetch keys: {}; {} url={}",
        reason,
        usable() == null ? "clients with tokens get 503" : "the known keys stay in use",
        shownUrl);
    return unavailable(reason);
  }

  private VerifierUnavailableException unavailable(String reason) {
    long seconds = Duration.ofMillis(options.intervalMillis()).toSeconds();
    return new VerifierUnavailableException(
        "the keys cannot be fetched: " + reason, (int) Math.min(Math.max(1, seconds), 3_600));
  }

  private @Nullable Fetched usable() {
    Fetched present = fetched;
    return present == null || millisSince(present.at) > options.maxAgeMillis() ? null : present;
  }

  private boolean mayAttempt() {
    Long last = attemptedAt;
    return last == null || millisSince(last) >= options.intervalMillis();
  }

  private static long millisSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1_000_000;
  }
}
