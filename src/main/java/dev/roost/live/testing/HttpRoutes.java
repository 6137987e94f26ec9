package dev.roost.live.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.SessionStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The application's own HTTP routes, at a port of loopback from the first request on. */
final class HttpRoutes {
  private static final String HOST = "127.0.0.1";
  private static final String COOKIE = "test-session";
  private static final int LIMIT_SECONDS = 20;

  private final Vertx vertx;
  private final SessionStore sessions;
  private final List<Consumer<Router>> routes = new ArrayList<>();
  private @Nullable HttpServer server;

  HttpRoutes(Vertx vertx, SessionStore sessions) {
    this.vertx = vertx;
    this.sessions = sessions;
  }

  void add(Consumer<Router> more) {
    if (server != null) {
      throw new IllegalStateException("a form was posted already: add routes before");
    }
    routes.add(more);
  }

  boolean isEmpty() {
    return routes.isEmpty();
  }

  /** Posts a form with the session's cookie. Redirects are not followed. */
  HttpResponse<String> post(Session session, String path, String form) {
    HttpServer listening = listening();
    await(sessions.put(session));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + listening.actualPort() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", COOKIE + "=" + session.value())
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("no answer to a form posted to " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }

  private HttpServer listening() {
    if (server == null) {
      Router router = Router.router(vertx);
      router.route().handler(SessionHandler.create(sessions).setSessionCookieName(COOKIE));
      routes.forEach(more -> more.accept(router));
      server =
          await(
              vertx
                  .createHttpServer(new HttpServerOptions().setHost(HOST).setPort(0))
                  .requestHandler(router)
                  .listen());
    }
    return server;
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the HTTP routes of the test do not work", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
