package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import io.vertx.ext.web.sstore.SessionStore;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Session stores that complete on the context that created them. */
@Timeout(60)
class SessionThreadTest {
  private static final int CONNECTIONS = 8;

  private final Set<String> threads = ConcurrentHashMap.newKeySet();

  static final class Empty extends LiveView {
    private static final Template<Empty> TEMPLATE =
        Template.of(MethodHandles.lookup(), "<p>empty</p>");

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  /** Completes on the context that created it, like database stores. */
  private static final class OwnContext implements SessionStore {
    private final LocalSessionStore local;
    private final ContextInternal own;

    OwnContext(Vertx vertx) {
      local = LocalSessionStore.create(vertx);
      own = ((VertxInternal) vertx).getOrCreateContext();
    }

    private <T> Future<T> later(Future<T> future) {
      Promise<T> later = own.promise();
      own.runOnContext(start -> future.onComplete(later));
      return later.future();
    }

    @Override
    public SessionStore init(Vertx vertx, JsonObject options) {
      return this;
    }

    @Override
    public long retryTimeout() {
      return 0;
    }

    @Override
    public Session createSession(long timeout) {
      return local.createSession(timeout);
    }

    @Override
    public Session createSession(long timeout, int length) {
      return local.createSession(timeout, length);
    }

    @Override
    public Future<Session> get(String cookie) {
      return later(local.get(cookie));
    }

    @Override
    public Future<Void> delete(String id) {
      return later(local.delete(id));
    }

    @Override
    public Future<Void> put(Session session) {
      return later(local.put(session));
    }

    @Override
    public Future<Void> clear() {
      return later(local.clear());
    }

    @Override
    public Future<Integer> size() {
      return later(local.size());
    }

    @Override
    public void close() {
      local.close();
    }
  }

  private LiveTestServer start(BiFunction<Vertx, LiveOptions, LiveOptions> sessions) {
    UnaryOperator<LiveOptions> layout =
        options ->
            options.layout(
                page -> {
                  threads.add(Thread.currentThread().getName());
                  return page.csrfToken() + "\n" + page.content().html();
                });
    return new LiveTestServer(
        2,
        live -> live.live("/", Empty::new),
        (vertx, options) -> sessions.apply(vertx, layout.apply(options)));
  }

  /** The statuses of requests on separate connections. */
  private static Set<Integer> statuses(LiveTestServer server) throws Exception {
    Set<Integer> statuses = new HashSet<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                      .header("Cookie", "vertx-web.session=" + "0123456789abcdef".repeat(3))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      statuses.add(answer.statusCode());
    }
    return statuses;
  }

  @Test
  void eachRouterGetsItsOwnStore() throws Exception {
    try (LiveTestServer server =
        start(
            (vertx, options) ->
                options.sessions(() -> SessionHandler.create(new OwnContext(vertx))))) {
      assertThat(statuses(server)).containsExactly(200);
      assertThat(threads).hasSize(2);
    }
  }

  @Test
  void sharedStoreThatCompletesOnAnotherContextIsRefused() throws Exception {
    try (LiveTestServer server =
        start(
            (vertx, options) -> {
              SessionHandler shared = SessionHandler.create(new OwnContext(vertx));
              return options.sessions(shared);
            })) {
      assertThat(statuses(server)).contains(500);
      assertThat(threads).hasSizeLessThanOrEqualTo(1);
    }
  }
}
