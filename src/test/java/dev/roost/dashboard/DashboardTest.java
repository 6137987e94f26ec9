package dev.roost.dashboard;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.Endpoint;
import dev.roost.channel.ConnectResult;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.live.LiveRoutes;
import dev.roost.live.testing.TestLive;
import dev.roost.live.testing.TestView;
import dev.roost.presence.PresenceOptions;
import dev.roost.testing.TestSocket;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pages, without a browser. */
@Timeout(120)
class DashboardTest {
  private static final String KEY = "a key of operators";

  private static Dashboard dashboard;
  private static Dashboard unwatched;
  private static TestLive live;

  @BeforeEach
  void start() {
    live = TestLive.of(DashboardTest::setUp).timeout(Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    live.close();
  }

  private static LiveRoutes setUp(Endpoint endpoint) {
    endpoint.socket(
        "/socket",
        socket ->
            socket
                .connect(
                    request ->
                        ConnectResult.accept().id("user:" + request.params().get("name")).now())
                .channel("room:*", ScriptedChannel::new));
    dashboard =
        Dashboard.create(
            endpoint,
            new DashboardOptions()
                .key("another key", KEY)
                .presence(endpoint.presence(new PresenceOptions()))
                .maxRows(3)
                .intervalMillis(20));
    return dashboard.routes();
  }

  private static Map<String, Object> signedIn(String key, long millis) {
    return Map.of(
        SignIn.KEY_DIGEST,
        Keys.digest(key),
        SignIn.EXPIRES_AT,
        System.currentTimeMillis() + millis);
  }

  private static TestView open(String path) {
    return live.visitor(signedIn(KEY, TimeUnit.HOURS.toMillis(1))).open(path);
  }

  private static TestSocket client(String name, String topic) {
    TestSocket client = live.endpoint().connecting().path("/socket").param("name", name).accepted();
    client.join(topic);
    return client;
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void withoutAKeyThereIsOnlyTheForm() {
    for (String path : new String[] {"/dashboard", "/dashboard/sockets", "/dashboard/topics"}) {
      live.visitor().assertRedirect(path, "/dashboard/sign-in");
      live.visitor(signedIn("no key", 10_000)).assertRedirect(path, "/dashboard/sign-in");
      live.visitor(signedIn(KEY, -1)).assertRedirect(path, "/dashboard/sign-in");
    }
    live.open("/dashboard/sign-in").assertElement("input[name=key][type=password]");
  }

  @Test
  void aPageEndsWithItsSignIn() {
    live.visitor(signedIn(KEY, 2_000)).open("/dashboard").assertRedirect("/dashboard/sign-in");
  }

  @Test
  void theOverviewShowsTheNode() {
    TestSocket ann = client("ann", "room:overview");
    TestView view = open("/dashboard");
    view.assertText("[data-testid=node-state]", "serving");
    view.assertElement("[data-testid=chart-connections] polyline[points]");
    view.assertElement("[data-testid=chart-heap]");
    view.assertText("[data-testid=mount] td:first-child", "/socket");
    view.assertText("[data-testid=loop] td:eq(1)", "running");
    view.assertText("[data-testid=fact-present] dd", "0");
    ann.close();
  }

  @Test
  void figuresChangeWhileTheyAreWatched() throws Exception {
    TestView view = open("/dashboard");
    view.assertElement("[data-testid=chart-received]");
    TestSocket ann = client("ann", "room:watched");
    view.assertText("[data-testid=mount]:contains(/socket) td:eq(2)", "1");
    ann.close();
    view.assertText("[data-testid=mount]:contains(/socket) td:eq(2)", "0");
    long before = await(dashboard.pages().sampler().turns());
    eventually(
        () -> assertThat(await(dashboard.pages().sampler().turns())).isGreaterThan(before + 2));
  }

  @Test
  void connectionsAreFoundAndOneIsClosed() {
    TestSocket bob = client("bob", "room:kept");
    TestSocket cleo = client("cleo", "room:closed");
    TestView view = open("/dashboard/sockets");
    view.assertText("[data-testid=socket-id]", "user:bob");
    view.form("#search").change("text", "room:closed");
    view.assertTexts("[data-testid=socket-id]", "user:cleo");
    view.assertNoElement("[data-testid=confirm]");
    view.click("[data-testid=close]");
    view.click("[data-testid=keep]");
    view.assertNoElement("[data-testid=confirm]");
    cleo.refuteClosed();
    view.click("[data-testid=close]");
    view.click("[data-testid=confirm]");
    cleo.assertClosed(1_001);
    view.assertElement("[data-testid=notice]:contains(is closed)");
    view.assertNoElement("[data-testid=socket]");
    bob.refuteClosed();
    bob.close();
  }

  @Test
  void onlyTheFirstRowsAreShown() {
    for (int i = 0; i < 5; i++) {
      client("many", "room:many" + i);
    }
    TestView view = open("/dashboard/sockets");
    view.form("#search").change("text", "user:many");
    view.assertText("[data-testid=total]", "3 of 5; those for which most bytes wait come first.");
  }

  @Test
  void topicsAreListedByTheirSize() {
    TestSocket first = client("dan", "room:large");
    TestSocket second = client("eve", "room:large");
    TestView view = open("/dashboard/topics");
    view.form("#search").change("text", "room:large");
    view.assertText("[data-testid=topic] td:first-child", "room:large");
    // The test kit hears topics, too.
    view.assertTexts("[data-testid=topic-size]", "3");
    first.close();
    view.assertTexts("[data-testid=topic-size]", "2");
    second.close();
  }

  @Test
  void oneMeasuringServesAllViewersAndEndsWithTheLast() throws Exception {
    try (TestLive other =
        TestLive.of(
            endpoint -> {
              unwatched =
                  Dashboard.create(endpoint, new DashboardOptions().key(KEY).intervalMillis(10));
              return unwatched.routes();
            })) {
      ClusterSampler sampler = unwatched.pages().sampler();
      assertThat(await(sampler.isRunning())).isFalse();
      other.visitor(signedIn(KEY, 100_000)).html("/dashboard");
      assertThat(await(sampler.turns())).isZero();
      ClusterSampler.Viewer first = states -> {};
      ClusterSampler.Viewer second = states -> {};
      sampler.watch(first);
      sampler.watch(second);
      eventually(() -> assertThat(await(sampler.turns())).isGreaterThan(10));
      sampler.unwatch(first);
      assertThat(await(sampler.isRunning())).isTrue();
      sampler.unwatch(second);
      eventually(() -> assertThat(await(sampler.isRunning())).isFalse());
      assertThat(sampler.latest()).isEmpty();
      sampler.watch(first);
      eventually(() -> assertThat(sampler.latest()).hasSize(1));
    }
  }

  @Test
  void keyOrHookIsRequired() {
    try (TestLive other =
        TestLive.of(
            endpoint -> {
              assertThatThrownBy(() -> Dashboard.create(endpoint, new DashboardOptions()))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("key()");
              return Dashboard.create(
                      endpoint,
                      new DashboardOptions()
                          .path("/operations")
                          .onMount(
                              mount -> {
                                if (mount.session("user") == null) {
                                  mount.redirect("/");
                                }
                              }))
                  .routes();
            })) {
      other.visitor().assertRedirect("/operations", "/");
      TestView view = other.visitor(Map.of("user", "root")).open("/operations");
      view.assertElement("[data-testid=overview]");
      view.assertNoElement("[data-testid=sign-out]");
    }
    assertThatThrownBy(() -> new DashboardOptions().key(" "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DashboardOptions().path("/\"x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
