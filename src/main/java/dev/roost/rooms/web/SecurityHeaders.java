package dev.roost.rooms.web;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Has browsers hold the page to what it needs. */
public final class SecurityHeaders implements Handler<RoutingContext> {
  // The editor puts style elements into the page. Older browsers do not count a WebSocket of the
  // page's own host as 'self'.
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; connect-src 'self' ws: wss:; style-src 'self' 'unsafe-inline';"
          + " object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

  /**
   * For the frame that runs untrusted code: its own opaque origin, so that it has no storage, no
   * cookies and no access to the page; and no network, also for its workers, which inherit the
   * policy.
   */
  private static final String RUNNER_POLICY =
      "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:;"
          + " sandbox allow-scripts; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  /** Replaces the policy of the page by that of the frame in which it runs code of participants. */
  static void forRunner(HttpServerResponse response) {
    response.putHeader("Content-Security-Policy", RUNNER_POLICY);
  }

  @Override
  public void handle(RoutingContext context) {
    MultiMap headers = context.response().headers();
    headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    // A browser sends no Origin with a poll, so that the Referer has to name the page.
    headers.set("Referrer-Policy", "same-origin");
    context.next();
  }
}
