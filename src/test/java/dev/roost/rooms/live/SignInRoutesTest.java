package dev.roost.rooms.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.rooms.RunningRooms;
import io.vertx.core.Vertx;
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
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SignInRoutesTest {
  private static final Pattern CSRF_TOKEN =
      Pattern.compile("<meta name=\"csrf-token\" content=\"([^\"]+)\"");

  private final Vertx vertx = Vertx.vertx();
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
  @TempDir private Path data;
  private RunningRooms rooms;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private void start(Map<String, String> environment) {
    rooms = RunningRooms.startForSignIns(vertx, data.resolve("data"), environment);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rooms.port() + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    String body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String csrfToken() throws Exception {
    Matcher token = CSRF_TOKEN.matcher(get("/live/sign-in").body());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private HttpResponse<String> signIn(String password) throws Exception {
    return post(
        "/live/session",
        Map.of(
            "_csrf_token",
            csrfToken(),
            "user[email]",
            "ann@email.com",
            "user[password]",
            password));
  }

  private static String place(HttpResponse<?> answer) {
    return answer.headers().firstValue("location").orElse("none");
  }

  private HttpCookie cookie() {
    assertThat(cookies.getCookieStore().getCookies()).hasSize(1);
    return cookies.getCookieStore().getCookies().get(0);
  }

  @Test
  void formWithoutItsCsrfTokenIsRefused() throws Exception {
    start(Map.of());
    csrfToken();
    Map<String, String> form = Map.of("user[email]", "ann@email.com", "user[password]", "password");
    assertThat(post("/live/session", form).statusCode()).isEqualTo(403);
    for (String path :
        new String[] {"/live/session", "/live/sign-out", "/live/sign-out-everywhere"}) {
      assertThat(post(path, Map.of("_csrf_token", "another")).statusCode()).isEqualTo(403);
    }
    assertThat(place(get("/live/chats"))).isEqualTo("/live/sign-in");
  }

  @Test
  void addressThatCannotBeStoredIsNoAttempt() throws Exception {
    start(Map.of("ROOST_SIGN_IN_MAX_PER_ADDRESS", "1"));
    for (int i = 0; i < 3; i++) {
      assertThat(
              place(
                  post(
                      "/live/session",
                      Map.of(
                          "_csrf_token",
                          csrfToken(),
                          "user[email]",
                          "ann\0@email.com",
                          "user[password]",
                          "password"))))
          .isEqualTo("/live/sign-in");
    }

    assertThat(place(signIn("password"))).isEqualTo("/live/chats");
  }

  @Test
  void signInLastsUntilSignOut() throws Exception {
    start(Map.of());
    String before = csrfToken();
    HttpResponse<String> signedIn = signIn("password");
    assertThat(signedIn.statusCode()).isEqualTo(303);
    assertThat(place(signedIn)).isEqualTo("/live/chats");
    HttpCookie cookie = cookie();
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getPath()).isEqualTo("/live");
    assertThat(get("/live/chats").body()).contains(">Ann</span>");
    assertThat(csrfToken()).isNotEqualTo(before);

    String kept = cookie.getValue();
    assertThat(place(post("/live/sign-out", Map.of("_csrf_token", csrfToken()))))
        .isEqualTo("/live/sign-in");
    assertThat(cookies.getCookieStore().getCookies()).isEmpty();
    // A copy of the cookie is not signed in any more.
    HttpRequest.Builder again = request("/live/chats").header("Cookie", "roost_live=" + kept);
    assertThat(place(HttpClient.newHttpClient().send(again.build(), BodyHandlers.ofString())))
        .isEqualTo("/live/sign-in");
  }

  @Test
  void attemptsShareTheLimitOfTheApi() throws Exception {
    start(Map.of("ROOST_SIGN_IN_MAX_PER_EMAIL", "2"));
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(place(signIn("not the password"))).isEqualTo("/live/sign-in");
      assertThat(get("/live/sign-in").body()).contains("Invalid email or password");
    }
    assertThat(place(signIn("password"))).isEqualTo("/live/sign-in");
    assertThat(get("/live/sign-in").body()).contains("Too many attempts");
    // A message is shown once.
    assertThat(get("/live/sign-in").body()).doesNotContain("Too many attempts");
  }

  @Test
  void longPollSettingAppliesToLiveViews() throws Exception {
    start(Map.of("ROOST_LONG_POLL_ENABLED", "false"));
    for (String path : new String[] {"/socket/longpoll", "/live/longpoll"}) {
      assertThat(get(path + "?vsn=2.0.0").statusCode()).isEqualTo(404);
    }
    assertThat(get("/live/websocket").statusCode()).isNotEqualTo(404);
    // The cookies of live views have a secret even without one for long-poll.
    assertThat(place(signIn("password"))).isEqualTo("/live/chats");
  }

  @Test
  void addressesWithoutAViewGetAPage() throws Exception {
    start(Map.of());
    signIn("password");
    for (String path : new String[] {"/live/nowhere", "/live/chats/987654321", "/live/chats/x"}) {
      HttpResponse<String> missing = get(path);
      assertThat(missing.statusCode()).isEqualTo(404);
      assertThat(missing.body()).contains("<title", "Page not found", "href=\"/live/chats\"");
    }
  }

  @Test
  void cookieOfAnotherServerIsIgnored() throws Exception {
    start(Map.of());
    HttpRequest.Builder request =
        request("/live/sign-in").header("Cookie", "roost_live=" + "A".repeat(200));
    HttpResponse<String> page =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("set-cookie")).isPresent();
  }

  @Test
  void otherPagesSetNoCookie() throws Exception {
    start(Map.of());
    for (String path : new String[] {"/", "/api/v1/settings", "/health"}) {
      assertThat(get(path).headers().firstValue("set-cookie")).isEmpty();
    }
  }

  @Test
  void liveViewsAreOptional() throws Exception {
    start(Map.of("ROOST_LIVE_ENABLED", "false"));
    assertThat(get("/live/sign-in").statusCode()).isEqualTo(404);
  }

  @Test
  void pagesAreBelowTheBasePath() throws Exception {
    start(Map.of("ROOST_SERVER_PUBLIC_URL", "https://app.example/roost"));
    HttpResponse<String> chats = get("/roost/live/chats");
    assertThat(place(chats)).isEqualTo("/roost/live/sign-in");
    assertThat(chats.headers().firstValue("set-cookie").orElse(""))
        .contains("Path=/roost/live;", "Secure", "SameSite=Lax");
    assertThat(get("/roost/live/sign-in").body())
        .contains("<base href=\"/roost/\">", "action=\"/roost/live/session\"");
  }
}
