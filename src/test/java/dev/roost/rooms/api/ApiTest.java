package dev.roost.rooms.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts, challenges and chats over HTTP. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ApiTest {
  @TempDir static Path data;
  private static Vertx vertx;
  private static RunningRooms rooms;

  @Parameter TestDatabase database;

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase database) {
    vertx = Vertx.vertx();
    rooms =
        RunningRooms.startForSignIns(
            vertx,
            data,
            database,
            Map.of("ROOST_ROOMS_MAX_CHATS", "10", "ROOST_BUDGETS_CHALLENGES_PER_ACCOUNT", "12"));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    vertx.close().await();
  }

  // -- Accounts

  @Test
  void registrationSignsInAndAllowsLaterSignIns() {
    String email = "Zoe" + System.nanoTime() + "@example.org";

    HttpResponse<String> registered = register("Zoë", email, "long enough", "long enough");
    assertThat(registered.statusCode()).isEqualTo(201);
    JsonObject user = new JsonObject(registered.body()).getJsonObject("user");
    assertThat(user.fieldNames())
        .containsExactlyInAnyOrder("id", "first_name", "last_name", "email");
    assertThat(user.getString("first_name")).isEqualTo("Zoë");

    HttpResponse<String> signedIn = signIn(email.toUpperCase(Locale.ROOT), "long enough");
    assertThat(signedIn.statusCode()).isEqualTo(201);
    String token = new JsonObject(signedIn.body()).getString("jwt");
    for (String header : List.of(token, "Bearer " + token)) {
      assertThat(new JsonObject(get("/api/v1/current_user", header).body()).getJsonObject("user"))
          .isEqualTo(user);
    }
    assertThat(
            PhoenixClient.connect(vertx, rooms.port(), "token=" + token)
                .join("users:" + user.getLong("id"))
                .status())
        .isEqualTo("ok");

    assertThat(register("Zoe", email.toLowerCase(Locale.ROOT), "long enough", "long enough").body())
        .isEqualTo("{\"errors\":[{\"email\":\"Email has already been taken\"}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u200bb", "a\\u202eb", "a\\nb", "\\u3164"})
  void refusesMisleadingNamesAndAddresses(String text) {
    String refused =
        post(
                "/api/v1/registrations",
                null,
                "{\"user\":{\"first_name\":\"TEXT\",\"last_name\":\"TEXT\",\"email\":\"TEXT@b\"}}"
                    .replace("TEXT", text))
            .body();

    assertThat(refused).contains("\"first_name\":", "\"last_name\":", "\"email\":\"has invalid");
    for (String body :
        List.of(
            "{\"challenge\":{\"title\":\"TEXT\",\"prompt\":\"P\"}}",
            "{\"chat\":{\"room_name\":\"TEXT\"}}")) {
      String path = body.startsWith("{\"chat\"") ? "/api/v1/chats" : "/api/v1/challenges";
      assertThat(post(path, RunningRooms.token(2), body.replace("TEXT", text)).statusCode())
          .isEqualTo(422);
    }
  }

  @Test
  void demoAccountsSignIn() {
    JsonObject settings = new JsonObject(get("/api/v1/settings", null).body());

    assertThat(settings.getBoolean("guests")).isTrue();
    assertThat(settings.getJsonArray("demo_accounts")).hasSize(3);
    JsonObject moebi = settings.getJsonArray("demo_accounts").getJsonObject(0);
    HttpResponse<String> signedIn = signIn(moebi.getString("email"), moebi.getString("password"));
    assertThat(signedIn.statusCode()).isEqualTo(201);
    assertThat(new JsonObject(signedIn.body()).getJsonObject("user").getLong("id"))
        .isEqualTo(moebi.getLong("id"));
  }

  @Test
  void registrationErrorsNameEachField() {
    HttpResponse<String> refused =
        post(
            "/api/v1/registrations",
            null,
            "{\"user\":{\"email\":\"a b@c\",\"password\":\"short\"}}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .isEqualTo(
            "{\"errors\":[{\"first_name\":\"can't be blank\"},{\"last_name\":\"can't be blank\"},"
                + "{\"email\":\"has invalid format\"},"
                + "{\"password\":\"should be at least 8 characters\"},"
                + "{\"password_confirmation\":\"does not match password\"}]}");
  }

  @ParameterizedTest
  @CsvSource({"moebi@email.com,wrong", "nobody@email.com,password", "'',''", "moebi@email.com,''"})
  void refusesWrongPasswordsAndUnknownAddressesAlike(String email, String password) {
    HttpResponse<String> refused = signIn(email, password);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).isEqualTo("{\"error\":\"Invalid email or password\"}");
  }

  @Test
  void signInAttemptsAreLimited() {
    for (int i = 0; i < 10; i++) {
      assertThat(signIn("somebody@example.org", "guess " + i).statusCode()).isEqualTo(422);
    }

    HttpResponse<String> refused = signIn("SOMEBODY@example.org", "guess");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValueAsLong("retry-after").orElseThrow()).isBetween(1L, 300L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "[]", "\"x\"", "{} {}", "{\"session\":"})
  void refusesBodiesThatAreNotJsonObjects(String body) {
    HttpResponse<String> refused = post("/api/v1/sessions", null, body);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).isEqualTo("{\"error\":\"The body is no JSON object\"}");
  }

  @Test
  void refusesLargeBodies() {
    HttpResponse<String> refused = post("/api/v1/sessions", null, " ".repeat(200_000));

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).startsWith("{\"error\":");
  }

  @Test
  void signsOut() {
    assertThat(rooms.http("DELETE", "/api/v1/sessions", null, null).body())
        .isEqualTo("{\"ok\":true}");
  }

  @Test
  void currentUserNeedsAValidToken() {
    String deleted = RunningRooms.token(999_999);
    for (String token : new String[] {null, "", "nonsense", "Bearer ", deleted}) {
      HttpResponse<String> user = get("/api/v1/current_user", token);
      assertThat(user.statusCode()).isEqualTo(403);
      assertThat(user.body()).isEqualTo("{\"error\":\"Can't validate current user\"}");
      for (String path : List.of("/api/v1/challenges", "/api/v1/chats")) {
        assertThat(get(path, token).statusCode()).isEqualTo(403);
        assertThat(post(path, token, "{}").body()).isEqualTo("{\"error\":\"Not Authenticated!\"}");
      }
    }
  }

  // -- Challenges and chats

  @Test
  void newChallengesAreListed() {
    HttpResponse<String> added =
        post(
            "/api/v1/challenges",
            RunningRooms.token(3),
            "{\"challenge\":{\"title\":\" T \",\"prompt\":\"P\",\"language\":\"csharp\"}}");

    assertThat(added.statusCode()).isEqualTo(201);
    JsonObject challenge = new JsonObject(added.body()).getJsonObject("challenge");
    assertThat(challenge.getString("title")).isEqualTo("T");
    assertThat(challenge.getString("language")).isEqualTo("csharp");
    JsonArray all =
        new JsonObject(get("/api/v1/challenges", RunningRooms.token(3)).body())
            .getJsonArray("challenges");
    assertThat(all.getJsonObject(0).getString("title")).isEqualTo("Multiples of 3 and 5");
    assertThat(all.stream().map(each -> ((JsonObject) each).getLong("id")))
        .contains(challenge.getLong("id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "challenges | '{}' | title",
        "challenges | '{\"challenge\":{\"title\":\"T\"}}' | prompt",
        "challenges | '{\"challenge\":{\"title\":\"T\",\"prompt\":\"P\",\"language\":\"cobol\"}}' |"
            + " language",
        "challenges | '{\"challenge\":{\"title\":\"\\u0000\",\"prompt\":\"P\"}}' | title",
        "chats | '{\"chat\":{\"room_name\":7}}' | room_name",
        "chats | '{\"chat\":{\"room_name\":\"General\"}}' | room_name",
      })
  void creationErrorsNameTheField(String what, String body, String field) {
    HttpResponse<String> refused = post("/api/v1/" + what, RunningRooms.token(2), body);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).startsWith("{\"errors\":[{\"" + field + "\":");
  }

  @Test
  void addsChatsUpToALimit() {
    int before = chats();
    for (int i = before; i < 10; i++) {
      assertThat(addChat("Room " + i).statusCode()).isEqualTo(201);
    }

    assertThat(chats()).isEqualTo(10);
    assertThat(addChat("One more").body())
        .isEqualTo("{\"errors\":[{\"room_name\":\"There are too many chats already\"}]}");
  }

  @Test
  void listsArePaginated() {
    JsonObject first = list("/api/v1/challenges?limit=2");
    assertThat(ids(first, "challenges")).containsExactly(1L, 2L);
    assertThat(first.getLong("next")).isEqualTo(2);

    assertThat(ids(list("/api/v1/challenges?limit=1&after=2"), "challenges")).containsExactly(3L);
    JsonObject chats = list("/api/v1/chats?limit=1");
    assertThat(ids(chats, "chats")).containsExactly(4L);
    assertThat(ids(list("/api/v1/chats?after=" + chats.getLong("next")), "chats")).contains(5L);

    JsonObject behindTheEnd = list("/api/v1/challenges?after=" + Long.MAX_VALUE);
    assertThat(behindTheEnd.getJsonArray("challenges")).isEmpty();
    assertThat(behindTheEnd.containsKey("next")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "after=-1", "after=x"})
  void refusesInvalidPageParameters(String query) {
    HttpResponse<String> refused = get("/api/v1/challenges?" + query, RunningRooms.token(1));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("limit a number from 1 to 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "challenges?show=some",
        "challenges?sort=random",
        "chats?language=cobol",
        "challenges?sort=active&after=5",
        "chats?sort=newest&after=1-5",
        "chats?after=99999999999999999999",
        "chats?search=TOO_LONG",
        "rooms?search=%00",
        "rooms?after=x",
        "rooms?limit=201"
      })
  void refusesInvalidListParameters(String query) {
    String path = "/api/v1/" + query.replace("TOO_LONG", "x".repeat(101));
    HttpResponse<String> refused = get(path, RunningRooms.token(1));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).startsWith("{\"error\":\"");
  }

  @Test
  void listsTruncateLongPrompts() {
    String prompt = "🐦".repeat(2_000);
    JsonObject challenge = new JsonObject().put("title", "Long").put("prompt", prompt);
    String body = new JsonObject().put("challenge", challenge).encode();
    HttpResponse<String> added = post("/api/v1/challenges", RunningRooms.token(1), body);
    long id = new JsonObject(added.body()).getJsonObject("challenge").getLong("id");

    JsonObject listed =
        list("/api/v1/challenges?limit=1&after=" + (id - 1))
            .getJsonArray("challenges")
            .getJsonObject(0);

    assertThat(listed.getLong("id")).isEqualTo(id);
    assertThat(listed.getString("prompt")).isEqualTo("🐦".repeat(300) + "…");
  }

  @Test
  void challengesPerAccountAreLimited() {
    String ofAnn = RunningRooms.token(2);
    String body = "{\"challenge\":{\"title\":\"T\",\"prompt\":\"P\"}}";
    HttpResponse<String> added = post("/api/v1/challenges", ofAnn, body);
    for (int i = 0; i < 12 && added.statusCode() == 201; i++) {
      added = post("/api/v1/challenges", ofAnn, body);
    }

    assertThat(added.statusCode()).isEqualTo(422);
    assertThat(added.body())
        .isEqualTo("{\"errors\":[{\"title\":\"You have 12 challenges, and may have no more\"}]}");
    assertThat(post("/api/v1/challenges", RunningRooms.token(3), body).statusCode()).isEqualTo(201);
  }

  private static JsonObject list(String path) {
    return new JsonObject(get(path, RunningRooms.token(1)).body());
  }

  private static List<Long> ids(JsonObject page, String name) {
    return page.getJsonArray(name).stream().map(each -> ((JsonObject) each).getLong("id")).toList();
  }

  // -- The description

  @Test
  void openApiDescriptionMatchesTheRoutes() {
    HttpResponse<String> document = get("/openapi.json", null);
    assertThat(document.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(get("/api/v1/openapi.json", null).body()).isEqualTo(document.body());

    JsonObject paths = new JsonObject(document.body()).getJsonObject("paths");
    assertThat(paths).isNotEmpty();
    for (String path : paths.fieldNames()) {
      for (String method : paths.getJsonObject(path).fieldNames()) {
        String called = path.replaceAll("\\{[a-z]+}", "1");
        int status = rooms.http(method.toUpperCase(Locale.ROOT), called, null, null).statusCode();
        assertThat(String.valueOf(status))
            .as(method + " " + path)
            .isIn(
                paths
                    .getJsonObject(path)
                    .getJsonObject(method)
                    .getJsonObject("responses")
                    .fieldNames());
      }
    }
  }

  private static int chats() {
    return new JsonObject(get("/api/v1/chats", RunningRooms.token(1)).body())
        .getJsonArray("chats")
        .size();
  }

  private static HttpResponse<String> addChat(String name) {
    return post(
        "/api/v1/chats", RunningRooms.token(1), "{\"chat\":{\"room_name\":\"" + name + "\"}}");
  }

  private static HttpResponse<String> register(
      String firstName, String email, String password, String confirmation) {
    JsonObject body = RunningRooms.registration(firstName, "Zimmer", email, password, confirmation);
    return post("/api/v1/registrations", null, body.encode());
  }

  private static HttpResponse<String> signIn(String email, String password) {
    JsonObject session = new JsonObject().put("email", email).put("password", password);
    return post("/api/v1/sessions", null, new JsonObject().put("session", session).encode());
  }

  private static HttpResponse<String> get(String path, String token) {
    return rooms.http("GET", path, token, null);
  }

  private static HttpResponse<String> post(String path, String token, String body) {
    return rooms.http("POST", path, token, body);
  }
}
