package dev.roost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in by a key over HTTP, under the prefix of a proxy. */
@Timeout(60)
class SignInTest {
  private static final String KEY = "a key of operators";
  private static final Pattern CSRF_TOKEN =
      Pattern.compile("<meta name=\"csrf-token\" content=\"([^\"]+)\"");

  private static Vertx vertx;
  private static int shared;

  private int port = shared;
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    shared = serve(1_000);
  }

  private static int serve(int attempts) {
    Endpoint endpoint =
        Endpoint.create(
            vertx,
            new EndpointOptions()
                .basePath("/roost")
                .secretKeyBase("a secret of tests, which sign tokens for themselves only"));
    Dashboard dashboard =
        Dashboard.create(
            endpoint,
            new DashboardOptions().key(KEY).signInAttempts(attempts, Duration.ofHours(1)));
    return endpoint
        .listen(new HttpServerOptions().setHost("127.0.0.1").setPort(0), dashboard::mount)
        .await()
        .port();
  }

  @AfterAll
  static void stop() {
    vertx.close().await();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/roost" + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String csrfToken(String path) throws Exception {
    Matcher token = CSRF_TOKEN.matcher(get(path).body());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private HttpResponse<String> signIn(String key) throws Exception {
    String token = csrfToken("/dashboard/sign-in");
    return post("/dashboard/sign-in", Map.of("_csrf_token", token, "key", key));
  }

  private static String place(HttpResponse<String> response) {
    return response.headers().firstValue("location").orElse("none");
  }

  @Test
  void aSignInLastsUntilSigningOut() throws Exception {
    assertThat(place(get("/dashboard"))).isEqualTo("/roost/dashboard/sign-in");
    assertThat(place(signIn("not the key"))).isEqualTo("/roost/dashboard/sign-in");
    assertThat(get("/dashboard/sign-in").body()).contains("This is not the key.");
    HttpResponse<String> signedIn = signIn(KEY);
    assertThat(signedIn.statusCode()).isEqualTo(303);
    assertThat(place(signedIn)).isEqualTo("/roost/dashboard");
    HttpCookie cookie =
        cookies.getCookieStore().getCookies().stream()
            .filter(each -> each.getName().equals("roost_dashboard"))
            .findFirst()
            .orElseThrow();
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getPath()).isEqualTo("/roost/dashboard");
    assertThat(cookie.getMaxAge()).isBetween(1L, Duration.ofHours(8).toSeconds());
    assertThat(cookie.getValue()).doesNotContain(KEY);
    HttpResponse<String> page = get("/dashboard");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-security-policy"))
        .hasValueSatisfying(
            policy -> assertThat(policy).contains("script-src 'self'").doesNotContain("unsafe"));

    String token = csrfToken("/dashboard");
    post("/dashboard/sign-out", Map.of("_csrf_token", token));
    assertThat(place(get("/dashboard"))).isEqualTo("/roost/dashboard/sign-in");
  }

  @Test
  void aFormWithoutTheTokenOfItsSessionIsRefused() throws Exception {
    assertThat(post("/dashboard/sign-in", Map.of("key", KEY)).statusCode()).isEqualTo(403);
    csrfToken("/dashboard/sign-in");
    for (String path : new String[] {"/dashboard/sign-in", "/dashboard/sign-out"}) {
      assertThat(post(path, Map.of("key", KEY, "_csrf_token", "another")).statusCode())
          .isEqualTo(403);
    }
    assertThat(place(get("/dashboard"))).isEqualTo("/roost/dashboard/sign-in");
  }

  @Test
  void aKeyCannotBeGuessedByTrying() throws Exception {
    port = serve(8);
    for (int i = 0; i < 8; i++) {
      signIn("guess " + i);
    }
    HttpResponse<String> refused = signIn(KEY);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    assertThat(place(get("/dashboard"))).isEqualTo("/roost/dashboard/sign-in");
  }

  @ParameterizedTest
  @CsvSource({
    "phoenix.min.js, phoenix-1.8/priv/static/phoenix.min.js",
    "phoenix_live_view.min.js, live-1.2.12/priv/static/phoenix_live_view.min.js"
  })
  void clientsAreThePublishedOnes(String name, String published) throws Exception {
    HttpResponse<String> served = get("/dashboard/assets/" + name);
    assertThat(served.statusCode()).isEqualTo(200);
    assertThat(served.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/javascript");
    String etag = served.headers().firstValue("etag").orElseThrow();
    assertThat(
            send(request("/dashboard/assets/" + name).header("If-None-Match", etag)).statusCode())
        .isEqualTo(304);
    Path file = Path.of("src/test/node/node_modules", published);
    if (Files.exists(file)) {
      assertThat(served.body()).isEqualTo(Files.readString(file));
    }
  }

  @Test
  void attemptsCountByNetworkAndForAWhile() {
    AtomicLong clock = new AtomicLong();
    SignInAttempts attempts = new SignInAttempts(2, Duration.ofSeconds(10), clock::get);
    assertThat(attempts.secondsToWait("10.0.0.1")).isZero();
    assertThat(attempts.secondsToWait("10.0.0.1")).isZero();
    assertThat(attempts.secondsToWait("10.0.0.1")).isEqualTo(11);
    assertThat(attempts.secondsToWait("10.0.0.2")).isZero();
    assertThat(attempts.secondsToWait("2001:db8:0:1:0:0:0:1")).isZero();
    assertThat(attempts.secondsToWait("2001:db8:0:1:0:0:0:2")).isZero();
    assertThat(attempts.secondsToWait("2001:db8:0:1:0:0:0:3")).isPositive();
    assertThat(attempts.secondsToWait("2001:db8:0:2:0:0:0:3")).isZero();
    clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
    assertThat(attempts.secondsToWait("10.0.0.1")).isZero();
    attempts.succeeded("10.0.0.1");
    assertThat(attempts.secondsToWait("10.0.0.1")).isZero();
  }

  @Test
  void addressesBeyondALimitHaveToWait() {
    AtomicLong clock = new AtomicLong();
    SignInAttempts attempts = new SignInAttempts(2, Duration.ofSeconds(10), clock::get);
    for (int i = 0; i < 10_000; i++) {
      assertThat(attempts.secondsToWait("10.0." + i / 100 + "." + i % 100)).isZero();
    }
    assertThat(attempts.secondsToWait("10.9.9.9")).isEqualTo(10);
    clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
    assertThat(attempts.secondsToWait("10.9.9.9")).isZero();
  }
}
