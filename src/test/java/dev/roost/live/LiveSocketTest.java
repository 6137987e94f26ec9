package dev.roost.live;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.channel.StopReason;
import dev.roost.live.LiveClient.Page;
import dev.roost.live.LiveTokens.SessionToken;
import dev.roost.live.LiveTokens.StaticToken;
import dev.roost.live.html.TrustedHtml;
import java.lang.invoke.MethodHandles;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refused joins of live views, second joins, redirects and threads. */
@Timeout(120)
class LiveSocketTest {
  private static final BlockingQueue<Mount> HOOKED = new LinkedBlockingQueue<>();

  private static LiveTestServer server;

  /** Redirects as the page asks, and contains a nested view. */
  static final class Open extends LiveView {
    private static final Template<Open> TEMPLATE =
        Template.of(MethodHandles.lookup(), "<div><p>{n}</p>{child}<i>{changed}</i></div>");

    private int n;
    boolean changed;

    Open() {
      on("up", event -> n++);
      on("redirect", event -> redirect(event.param("to")));
      on("navigate", event -> pushNavigate(event.param("to")));
      on("patch", event -> pushPatch(event.param("to")));
      on("external", event -> redirectExternal(event.param("to")));
    }

    @Override
    protected void mount(Mount mount) {
      changed = mount.isStaticChanged();
      String to = mount.param("to");
      if (to != null) {
        mount.redirect(to);
      }
    }

    TrustedHtml child() {
      return nested("child", Child.class, Map.of());
    }

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  static final class Child extends LiveView {
    private static final Template<Child> TEMPLATE =
        Template.of(MethodHandles.lookup(), "<b>child</b>");

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  /** Blocks when it ends. */
  static final class Blocking extends BlockingLiveView {
    private static final Template<Blocking> TEMPLATE =
        Template.of(MethodHandles.lookup(), "<b>blocking</b>");

    static final CountDownLatch RELEASED = new CountDownLatch(1);
    static final BlockingQueue<StopReason> ENDING = new LinkedBlockingQueue<>();
    static final BlockingQueue<StopReason> ENDED = new LinkedBlockingQueue<>();

    @Override
    protected void terminate(StopReason reason) {
      ENDING.add(reason);
      try {
        RELEASED.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      ENDED.add(reason);
    }

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  @BeforeAll
  static void start() {
    server =
        new LiveTestServer(
            live ->
                live.live("/open", Open::new)
                    .live("/blocking", Blocking::new)
                    .session(
                        "hooked", hooked -> hooked.onMount(HOOKED::add).live("/hooked", Child::new))
                    .nested(Child.class, Child::new),
            options -> options.staticFiles(List.of("/assets/app-2.js", "/assets/app-2.css")));
  }

  @AfterAll
  static void stop() {
    Blocking.RELEASED.countDown();
    server.close();
  }

  private static void assertRefused(LiveClient client, Page page, Map<String, Object> join)
      throws Exception {
    JsonNode reply = client.ask(null, page.topic(), "phx_join", join);
    assertThat(reply.path("status").asText()).isEqualTo("error");
    assertThat(reply.path("response").path("reason").asText()).isEqualTo("stale");
  }

  private static LiveTokens tokens() {
    return server.routes().tokens();
  }

  // -- Tokens

  @Test
  void tokensOfAnotherVisitorAreRefused() throws Exception {
    Page ann = server.load("/open");
    Page bob = server.load("/open");
    assertThat(ann.cookie()).isNotEmpty().isNotEqualTo(bob.cookie());
    try (LiveClient client = bob.connect()) {
      assertRefused(client, ann, ann.join());
      assertRefused(client, bob, bob.joinWith("session", ann.session()));
      assertRefused(client, bob, bob.joinWith("static", ann.statics()));
    }
    try (LiveClient client = ann.open()) {
      assertThat(client.ask("1", ann.topic(), "event", event("up", "")).path("status").asText())
          .isEqualTo("ok");
    }
  }

  @Test
  void tokensOfAnotherPageAreRefused() throws Exception {
    Page one = server.load("/open");
    Page other = server.load("/open", one.cookie());
    assertThat(other.cookie()).isEqualTo(one.cookie());
    try (LiveClient client = one.connect()) {
      assertRefused(client, other, one.join());
      assertRefused(client, one, one.joinWith("static", other.statics()));
      assertRefused(client, one, one.joinWith("session", other.session()));
    }
    try (LiveClient client = other.open()) {
      assertThat(client.others()).isEmpty();
    }
  }

  @Test
  void tokensOfAnotherKindAreRefused() throws Exception {
    Page page = server.load("/open");
    String flash = tokens().flash(Map.of("info", "hello"));
    try (LiveClient client = page.connect()) {
      assertRefused(client, page, page.joinWith("static", page.session()));
      assertRefused(client, page, page.joinWith("session", page.statics()));
      assertRefused(client, page, page.joinWith("session", flash));
      assertRefused(client, page, page.joinWith("static", flash));
      assertRefused(client, page, page.joinWith("session", page.session() + "x"));
      assertRefused(client, page, page.joinWith("session", null));
      JsonNode upload = client.ask(null, "lvu:0", "phx_join", Map.of("token", page.session()));
      assertThat(upload.path("response").path("reason").asText()).isEqualTo("invalid_token");
    }
  }

  @Test
  void expiredTokensAreRefused() throws Exception {
    Page page = server.load("/open");
    SessionToken session = tokens().session(page.session());
    StaticToken statics = tokens().statics(page.statics());
    Instant longAgo = Instant.now().minus(Duration.ofDays(14)).minusSeconds(60);
    Instant longEnough = Instant.now().minus(Duration.ofDays(14)).plusSeconds(600);
    try (LiveClient client = page.connect()) {
      assertRefused(client, page, page.joinWith("session", tokens().session(session, longAgo)));
      assertRefused(client, page, page.joinWith("static", tokens().statics(statics, longAgo)));
      JsonNode reply =
          client.ask(
              null,
              page.topic(),
              "phx_join",
              page.joinWith("session", tokens().session(session, longEnough)));
      assertThat(reply.path("status").asText()).isEqualTo("ok");
    }
  }

  @Test
  void nestedViewsNeedTheirParentOnTheSameSocket() throws Exception {
    Page page = server.load("/open");
    try (LiveClient client = page.open();
        LiveClient other = page.connect()) {
      Map<String, Object> join =
          Map.of("session", childToken(page), "static", "", "params", Map.of());
      JsonNode refused = other.ask(null, "lv:child", "phx_join", join);
      assertThat(refused.path("response").path("reason").asText()).isEqualTo("stale");
      assertThat(client.ask(null, "lv:child", "phx_join", join).path("status").asText())
          .isEqualTo("ok");
    }
  }

  @Test
  void hooksRunForAViewThatIsAlsoNestedElsewhere() throws Exception {
    Page page = server.load("/hooked");
    assertThat(HOOKED.poll(30, TimeUnit.SECONDS)).isNotNull();
    try (LiveClient client = page.connect()) {
      Map<String, Object> withoutUrl = page.join();
      withoutUrl.remove("url");
      JsonNode crashed = client.ask(null, page.topic(), "phx_join", withoutUrl);
      assertThat(crashed.path("response").path("reason").asText()).isEqualTo("join crashed");
      assertThat(HOOKED).isEmpty();
      JsonNode joined = client.ask(null, page.topic(), "phx_join", page.join());
      assertThat(joined.path("status").asText()).isEqualTo("ok");
      assertThat(HOOKED.poll(30, TimeUnit.SECONDS)).isNotNull();
    }
  }

  private static String childToken(Page page) {
    SessionToken parent = tokens().session(page.session());
    return tokens()
        .session(
            new SessionToken(
                "child",
                Child.class.getName(),
                parent.liveSession(),
                page.id(),
                true,
                parent.owner(),
                Map.of()),
            Instant.now());
  }

  // -- A second join

  @Test
  void secondJoinEndsTheFirstViewAndItsChildren() throws Exception {
    Page page = server.load("/open");
    try (LiveClient client = page.open()) {
      Map<String, Object> child =
          Map.of("session", childToken(page), "static", "", "params", Map.of());
      client.ask(null, "lv:child", "phx_join", child);
      client.ask("1", page.topic(), "event", event("up", ""));
      long open = server.routes().metrics().open();

      String second = client.send(null, page.topic(), "phx_join", page.join());
      JsonNode reply = client.reply(second);
      JsonNode closed = client.await(page.topic(), "phx_close");
      client.await("lv:child", "phx_close");

      assertThat(reply.path("response").path("rendered").toString()).contains("\"0\":\"0\"");
      assertThat(closed.path(0).asText()).isEqualTo("1");
      assertThat(server.routes().metrics().open()).isEqualTo(open - 1);
      // A late message to the first view does not reach the second.
      client.send("1", page.topic(), "event", event("up", ""));
      assertThat(client.ask(second, page.topic(), "event", event("up", "")).toString())
          .contains("{\"0\":\"1\"}");
    }
  }

  // -- Files

  private static String changed(Page page, List<String> files) throws Exception {
    try (LiveClient client = page.connect()) {
      return client
          .ask(
              null,
              page.topic(),
              "phx_join",
              page.joinWith("params", Map.of("_mounts", 1, "_track_static", files)))
          .path("response")
          .path("rendered")
          .path("2")
          .asText();
    }
  }

  @Test
  void viewKnowsWhetherThePageHasTheFilesOfThisRelease() throws Exception {
    Page page = server.load("/open");
    String host = "http://127.0.0.1:" + server.port();
    String script = host + "/assets/app-2.js";
    assertThat(changed(page, List.of())).isEqualTo("false");
    assertThat(changed(page, List.of(script, host + "/assets/app-2.css?x=1"))).isEqualTo("false");
    assertThat(changed(page, List.of(script, host + "/assets/app-1.css"))).isEqualTo("true");
    assertThat(changed(page, List.of("no URL"))).isEqualTo("true");
  }

  // -- Redirects

  private static Map<String, Object> event(String name, String to) {
    return Map.of("type", "click", "event", name, "value", Map.of("to", to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\/evil.example",
        "/\t/evil.example/",
        "/\n/evil.example/",
        "javascript:alert(1)",
        " /open",
        "open"
      })
  void redirectsToElsewhereCrashTheView(String to) throws Exception {
    for (String how : new String[] {"redirect", "navigate", "patch"}) {
      Page page = server.load("/open");
      try (LiveClient client = page.open()) {
        client.send("1", page.topic(), "event", event(how, to));
        client.await(page.topic(), "phx_error");
        assertThat(client.others().toString()).doesNotContain("redirect", "live_patch");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "data:text/html,x", "ftp://a.example", "//a", "/open"})
  void externalRedirectsMustBeHttp(String to) throws Exception {
    Page page = server.load("/open");
    try (LiveClient client = page.open()) {
      client.send("1", page.topic(), "event", event("external", to));
      client.await(page.topic(), "phx_error");
      assertThat(client.others().toString()).doesNotContain("redirect");
    }
  }

  @Test
  void redirectsOfThePageStayOnTheHost() throws Exception {
    HttpResponse<String> refused = Page.get(server.port(), "/open?to=//evil.example", "");
    assertThat(refused.statusCode()).isEqualTo(500);
    assertThat(refused.headers().firstValue("location")).isEmpty();
    HttpResponse<String> followed = Page.get(server.port(), "/open?to=/blocking", "");
    assertThat(followed.statusCode()).isEqualTo(302);
    assertThat(followed.headers().firstValue("location")).contains("/blocking");
  }

  @Test
  void refusedMountsAreNotCountedAsOpen() throws Exception {
    Page page = server.load("/open");
    eventually(() -> assertThat(server.routes().metrics().open()).isZero());
    try (LiveClient client = page.connect()) {
      JsonNode reply =
          client.ask(
              null, page.topic(), "phx_join", page.joinWith("url", "http://a/open?to=/blocking"));
      assertThat(reply.path("response").path("redirect").path("to").asText())
          .isEqualTo("/blocking");
      JsonNode crashed =
          client.ask(
              null, page.topic(), "phx_join", page.joinWith("url", "http://a/open?to=//evil"));
      assertThat(crashed.path("response").path("reason").asText()).isEqualTo("join crashed");
      assertThat(server.routes().metrics().open()).isZero();
    }
  }

  // -- Threads

  @Test
  void blockingTerminateDoesNotHoldTheEventLoop() throws Exception {
    Page page = server.load("/blocking");
    page.open().close();
    assertThat(Blocking.ENDING.poll(30, TimeUnit.SECONDS)).isEqualTo(StopReason.CLOSED);
    Page other = server.load("/open", page.cookie());
    try (LiveClient client = other.open()) {
      assertThat(client.ask("1", other.topic(), "event", event("up", "")).toString())
          .contains("{\"0\":\"1\"}");
    }
    assertThat(Blocking.ENDED).isEmpty();
    Blocking.RELEASED.countDown();
    assertThat(Blocking.ENDED.poll(30, TimeUnit.SECONDS)).isNotNull();
  }
}
