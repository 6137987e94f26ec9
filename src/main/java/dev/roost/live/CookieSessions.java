package dev.roost.live;

import dev.roost.token.MaxAge;
import dev.roost.token.TokenCheck;
import dev.roost.token.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.prng.VertxContextPRNG;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.sstore.SessionStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions in encrypted cookies, as Phoenix does. Each server with the secret can read them,
 * a restart loses none, and a visitor who never comes back takes no memory. A cookie that is too
 * old, changed, or of another secret is no session. Values are those of JSON; a browser keeps 4,096
 * bytes of a cookie.
 *
 * <pre>{@code
 * SessionHandler.create(
 *     new CookieSessions(vertx, endpoint.tokens("session cookies"), Duration.ofDays(1)))
 * }</pre>
 *
 * <p>A copy of a cookie is good until it is too old: what must end at once belongs into a store of
 * the server, under an id that the cookie holds. Made for each router, on its context.
 */
public final class CookieSessions implements SessionStore {
  private final Tokens tokens;
  private final MaxAge maxAge;
  private final VertxContextPRNG random;

  /**
   * Sessions in cookies.
   *
   * @param tokens encrypt the cookies
   * @param lifetime how long a cookie is good after its session was changed
   */
  public CookieSessions(Vertx vertx, Tokens tokens, Duration lifetime) {
    this.tokens = tokens;
    this.maxAge = MaxAge.of(lifetime);
    this.random = VertxContextPRNG.current(vertx);
  }

  @Override
  public Future<@Nullable Session> get(String cookie) {
    TokenCheck check = tokens.decrypt(cookie, maxAge);
    return Future.succeededFuture(
        check.isValid()
            ? new CookieSession(
                random, this::encrypt, new JsonObject(check.data().decode(String.class)))
            : null);
  }

  private String encrypt(JsonObject session) {
    return tokens.encrypt(session.encode(), maxAge);
  }

  @Override
  public Session createSession(long timeout, int length) {
    return new CookieSession(random, this::encrypt, timeout, length);
  }

  @Override
  public Session createSession(long timeout) {
    return createSession(timeout, DEFAULT_SESSIONID_LENGTH);
  }

  @Override
  public SessionStore init(Vertx vertx, JsonObject options) {
    return this;
  }

  /** A cookie that cannot be read does not become readable. */
  @Override
  public long retryTimeout() {
    return -1;
  }

  // The answer's cookie is all there is to store and delete.

  @Override
  public Future<Void> delete(@Nullable String id) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> put(Session session) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> clear() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Integer> size() {
    return Future.succeededFuture(0);
  }

  @Override
  public void close() {}
}
