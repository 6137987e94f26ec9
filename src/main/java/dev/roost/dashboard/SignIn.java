package dev.roost.dashboard;

import dev.roost.Endpoint;
import dev.roost.channel.CsrfCheck;
import dev.roost.live.CookieSessions;
import dev.roost.live.LiveRoutes;
import dev.roost.live.Mount;
import dev.roost.live.OnMount;
import io.vertx.core.Handler;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SessionHandler;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in by a key, for a limited time: the form's target, the cookie, and the check of each
 * page. Safe for any thread.
 */
final class SignIn implements OnMount {
  private static final Logger log = LoggerFactory.getLogger(SignIn.class);

  /** The session's key of the time, in milliseconds, at which a sign-in ends. */
  static final String EXPIRES_AT = "dashboard_expires_at";

  /** The session's key of the digest of the key that the viewer knows. */
  static final String KEY_DIGEST = "dashboard_key";

  private static final String COOKIE = "roost_dashboard";
  private static final String COOKIE_SALT = "roost dashboard session cookies";
  private static final String KEY_FIELD = "key";
  private static final int MAX_BODY_BYTES = 10_000;
  private static final int SEE_OTHER = 303;
  private static final CsrfCheck CSRF = CsrfCheck.sessionValue(CsrfCheck.PARAM);

  /** Before the socket's routes, which may be there already. */
  private static final int FIRST = -1;

  private final Endpoint endpoint;
  private final Paths paths;
  private final Keys keys;
  private final Duration lifetime;
  private final SignInAttempts attempts;

  SignIn(Endpoint endpoint, Paths paths, DashboardOptions options) {
    this.endpoint = endpoint;
    this.paths = paths;
    this.keys = new Keys(options.keys());
    this.lifetime = options.signInLifetime();
    this.attempts =
        new SignInAttempts(options.maxAttempts(), options.attemptWindow(), System::nanoTime);
  }

  // -- Each page

  @Override
  public void onMount(Mount mount) {
    String digest = mount.session(KEY_DIGEST, String.class);
    Long expiresAt = mount.session(EXPIRES_AT, Long.class);
    if (digest == null
        || expiresAt == null
        || expiresAt <= System.currentTimeMillis()
        || !keys.contain(digest)) {
      mount.redirect(paths.signInRoute());
    }
  }

  // -- The routes

  void mount(Router router) {
    SessionHandler plain = sessions(false);
    SessionHandler secure = sessions(true);
    router
        .route(paths.root() + "/*")
        .order(FIRST)
        .handler(
            context ->
                (endpoint.client(context.request()).isSecure() ? secure : plain).handle(context));
    Handler<RoutingContext> body = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    router.post(paths.signInRoute()).handler(body).handler(this::checkCsrf).handler(this::signIn);
    router.post(paths.signOutRoute()).handler(body).handler(this::checkCsrf).handler(this::signOut);
  }

  private SessionHandler sessions(boolean secure) {
    return SessionHandler.create(
            new CookieSessions(endpoint.vertx(), endpoint.tokens(COOKIE_SALT), lifetime))
        .setSessionCookieName(COOKIE)
        .setSessionCookiePath(paths.overview())
        .setCookieHttpOnlyFlag(true)
        .setCookieSecureFlag(secure)
        .setCookieSameSite(CookieSameSite.STRICT)
        .setSessionTimeout(lifetime.toMillis())
        .setCookieMaxAge(lifetime.toSeconds())
        .setNagHttps(false);
  }

  private void checkCsrf(RoutingContext context) {
    if (CSRF.allows(context.session(), context.request().getFormAttribute(CsrfCheck.PARAM))) {
      context.next();
    } else {
      context.fail(403);
    }
  }

  private void signIn(RoutingContext context) {
    String address = endpoint.client(context.request()).address();
    long seconds = attempts.secondsToWait(address);
    if (seconds > 0) {
      log.warn("refusing sign-in to the dashboard: too many attempts address={}", address);
      context
          .response()
          .setStatusCode(429)
          .putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
          .end("Too many attempts. Try again in " + seconds + " seconds.");
      return;
    }
    String digest =
        Keys.digest(
            Objects.requireNonNullElse(context.request().getFormAttribute(KEY_FIELD), "").strip());
    if (!keys.contain(digest)) {
      log.warn("refusing sign-in to the dashboard: wrong key address={}", address);
      LiveRoutes.putFlash(context, "error", "This is not the key.");
      redirect(context, paths.signIn());
      return;
    }
    attempts.succeeded(address);
    log.info("signed in to the dashboard address={}", address);
    Session session = context.session();
    session.put(KEY_DIGEST, digest);
    session.put(EXPIRES_AT, System.currentTimeMillis() + lifetime.toMillis());
    session.put(LiveRoutes.SOCKET_ID, "roost_dashboard_viewer:" + UUID.randomUUID());
    // A page of before must not act for the viewer.
    session.remove(CsrfCheck.PARAM);
    redirect(context, paths.overview());
  }

  private void signOut(RoutingContext context) {
    String socketId = context.session().get(LiveRoutes.SOCKET_ID);
    context.session().destroy();
    if (socketId != null && !endpoint.isClosed()) {
      endpoint.disconnect(socketId);
    }
    redirect(context, paths.signIn());
  }

  private static void redirect(RoutingContext context, String path) {
    context
        .response()
        .setStatusCode(SEE_OTHER)
        .putHeader(HttpHeaders.LOCATION, path)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end();
  }
}
