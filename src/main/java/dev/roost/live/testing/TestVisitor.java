package dev.roost.live.testing;

import dev.roost.live.LiveAnswer;
import dev.roost.live.LiveRoutes;
import dev.roost.live.StatusException;
import dev.roost.testing.TestEndpoint;
import io.vertx.core.Future;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.sstore.SessionStore;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A user with a browser: a session, and pages in it. */
public final class TestVisitor {
  private static final Duration SESSION_AGE = Duration.ofMinutes(30);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final TestEndpoint endpoint;
  private final LiveRoutes routes;
  private final SessionStore store;
  private final HttpRoutes http;
  private Session session;

  TestVisitor(
      TestEndpoint endpoint,
      LiveRoutes routes,
      SessionStore store,
      HttpRoutes http,
      Map<String, ?> values) {
    this.endpoint = endpoint;
    this.routes = routes;
    this.store = store;
    this.http = http;
    this.session = newSession();
    values.forEach(session::put);
  }

  private Session newSession() {
    return store.createSession(SESSION_AGE.toMillis());
  }

  /**
   * The session, which a test may change between two pages. Another one after a route has destroyed
   * it.
   */
  public Session session() {
    return session;
  }

  /**
   * Loads a page and connects it.
   *
   * @param url path and query
   * @throws AssertionError if there is no page, or the visitor is sent elsewhere
   */
  public TestView open(String url) {
    LiveAnswer answer = answer(url, Map.of());
    if (answer instanceof LiveAnswer.Redirect redirect) {
      throw endpoint.failure(
          "expected a page at " + url + ", was redirected to " + redirect.to() + redirect.flash());
    }
    Browser browser = new Browser(this);
    browser.show(url, (LiveAnswer.Page) answer);
    return browser.view();
  }

  /** The HTML of a page before it is connected. */
  public String html(String url) {
    return answer(url, Map.of()) instanceof LiveAnswer.Page page ? page.content().html() : "";
  }

  /**
   * Loads a page, which must redirect.
   *
   * @param to the path, or the URL of another host
   */
  public void assertRedirect(String url, String to) {
    LiveAnswer answer = answer(url, Map.of());
    String found = answer instanceof LiveAnswer.Redirect redirect ? redirect.to() : "a page";
    if (!found.equals(to)) {
      throw endpoint.failure("expected " + url + " to redirect to " + to + ", got " + found);
    }
  }

  /**
   * Loads a page, which must answer with an error.
   *
   * @param status such as 404
   */
  public void assertStatus(String url, int status) {
    try {
      LiveAnswer answer = result(url, Map.of());
      throw endpoint.failure(
          "expected status "
              + status
              + " of "
              + url
              + ", got "
              + (answer instanceof LiveAnswer.Redirect to ? "a redirect to " + to.to() : "a page"));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof StatusException found) || found.status() != status) {
        throw failed(url, e.getCause());
      }
    }
  }

  /**
   * Posts a form to the application's routes.
   *
   * @return the path that they redirect to
   */
  String post(String path, String form) {
    if (http.isEmpty()) {
      throw endpoint.failure(
          "a form was posted to " + path + ", but the test has no routes: call TestLive.router");
    }
    HttpResponse<String> answer = http.post(session, path, form);
    if (session.isDestroyed()) {
      session = newSession();
    }
    return answer
        .headers()
        .firstValue("Location")
        .filter(to -> answer.statusCode() / 100 == 3)
        .orElseThrow(
            () ->
                endpoint.failure(
                    "expected the route at "
                        + path
                        + " to redirect, it answered "
                        + answer.statusCode()
                        + " "
                        + answer.body()));
  }

  LiveAnswer answer(String url, Map<String, String> flash) {
    try {
      return result(url, flash);
    } catch (ExecutionException e) {
      throw failed(url, e.getCause());
    }
  }

  private AssertionError failed(String url, @Nullable Throwable cause) {
    AssertionError failure = endpoint.failure("no page at " + url + ": " + cause);
    if (failure.getCause() == null && cause != null) {
      failure.initCause(cause);
    }
    return failure;
  }

  private LiveAnswer result(String url, Map<String, String> flash) throws ExecutionException {
    CompletableFuture<LiveAnswer> answer = new CompletableFuture<>();
    endpoint
        .vertx()
        .runOnContext(
            start ->
                Future.succeededFuture()
                    .compose(none -> routes.render(url, session, flash))
                    .onSuccess(answer::complete)
                    .onFailure(answer::completeExceptionally));
    try {
      return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw endpoint.failure("no page at " + url + " within " + LIMIT.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }

  TestEndpoint endpoint() {
    return endpoint;
  }

  LiveRoutes routes() {
    return routes;
  }
}
