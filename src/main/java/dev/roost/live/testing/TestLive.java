package dev.roost.live.testing;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.live.LiveRoutes;
import dev.roost.testing.TestEndpoint;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.sstore.LocalSessionStore;
import io.vertx.ext.web.sstore.SessionStore;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The live views of an application, on an endpoint without a network. To be used by one thread, the
 * test's.
 */
public final class TestLive implements AutoCloseable {
  private static final String SECRET = "a secret of tests, which sign tokens for themselves only";

  private final TestEndpoint endpoint;
  private final LiveRoutes routes;
  private final SessionStore sessions;
  private final HttpRoutes http;

  private TestLive(TestEndpoint endpoint, LiveRoutes routes) {
    this.endpoint = endpoint;
    this.routes = Objects.requireNonNull(routes);
    this.sessions = LocalSessionStore.create(endpoint.vertx());
    this.http = new HttpRoutes(endpoint.vertx(), sessions);
  }

  /**
   * The application's views, on an endpoint with the default options and a secret.
   *
   * @param setUp the function that the application calls to make its routes
   */
  public static TestLive of(Function<Endpoint, LiveRoutes> setUp) {
    return of(new EndpointOptions().secretKeyBase(SECRET), setUp);
  }

  /** The application's views, on an endpoint with its options, which need a secret. */
  public static TestLive of(EndpointOptions options, Function<Endpoint, LiveRoutes> setUp) {
    TestEndpoint endpoint = TestEndpoint.create(options);
    return new TestLive(endpoint, setUp.apply(endpoint.endpoint()));
  }

  /** How long an assertion waits, see {@link TestEndpoint#timeout(Duration)}. */
  public TestLive timeout(Duration timeout) {
    endpoint.timeout(timeout);
    return this;
  }

  /**
   * Adds the application's own HTTP routes, which forms are posted to, see {@link
   * TestSubmission#follow}. The visitor's session is in front of them already. They listen on
   * loopback from the first form on.
   *
   * @throws IllegalStateException if a form was posted already
   */
  public TestLive router(Consumer<Router> mount) {
    http.add(mount);
    return this;
  }

  /** The endpoint, for broadcasts and other clients. */
  public TestEndpoint endpoint() {
    return endpoint;
  }

  /** A visitor with an empty session. */
  public TestVisitor visitor() {
    return visitor(Map.of());
  }

  /** A visitor whose session holds these values, such as the user who has signed in. */
  public TestVisitor visitor(Map<String, ?> session) {
    return new TestVisitor(endpoint, routes, sessions, http, session);
  }

  /**
   * A new visitor opens a page, see {@link TestVisitor#open}.
   *
   * @param url path and query
   */
  public TestView open(String url) {
    return visitor().open(url);
  }

  /** Ends everything. */
  @Override
  public void close() {
    endpoint.close();
  }
}
