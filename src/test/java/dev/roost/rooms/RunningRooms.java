package dev.roost.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointServer;
import dev.roost.auth.SignedTokens;
import dev.roost.rooms.config.CommandLine;
import dev.roost.rooms.config.DatabaseSettings;
import dev.roost.rooms.config.Settings;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.TestDatabase;
import dev.roost.rooms.users.Passwords;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A server in development mode, and its clients. */
public final class RunningRooms {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int HASH_ITERATIONS = 1000;
  private static final String DEMO_PASSWORD = "password";

  private final Vertx vertx;
  private final Settings settings;
  private final EndpointServer server;

  private RunningRooms(Vertx vertx, Settings settings, EndpointServer server) {
    this.vertx = vertx;
    this.settings = settings;
    this.server = server;
  }

  /** Starts it on an empty database. */
  public static RunningRooms start(
      Vertx vertx, Path data, TestDatabase database, Map<String, String> environment) {
    return start(vertx, data, with(database, environment));
  }

  /** Starts it on the database of the environment. */
  public static RunningRooms start(Vertx vertx, Path data, Map<String, String> environment) {
    return start(vertx, settings(vertx, data, environment));
  }

  /**
   * Starts it with demo accounts whose passwords are checked fast. Checking the original hashes
   * takes seconds in a JVM that does not optimize.
   */
  public static RunningRooms startForSignIns(
      Vertx vertx, Path data, Map<String, String> environment) {
    Settings settings = settings(vertx, data, environment);
    storeFastHashes(settings.database());
    return start(vertx, settings);
  }

  /** The same on an empty database. */
  public static RunningRooms startForSignIns(
      Vertx vertx, Path data, TestDatabase database, Map<String, String> environment) {
    return startForSignIns(vertx, data, with(database, environment));
  }

  private static Map<String, String> with(TestDatabase database, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(database.environment());
    all.putAll(environment);
    return all;
  }

  private static RunningRooms start(Vertx vertx, Settings settings) {
    return new RunningRooms(
        vertx, settings, RoomsServer.start(vertx, settings, RoomsServer.WEB_PAGE).await());
  }

  private static Settings settings(Vertx vertx, Path data, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("ROOST_JWT_SECRET", SignedTokens.SECRET);
    // Tests need no slow password hash.
    all.putIfAbsent("ROOST_SIGN_IN_HASH_ITERATIONS", String.valueOf(HASH_ITERATIONS));
    all.putIfAbsent("ROOST_SERVER_WARM_UP_MILLIS", "0");
    return Settings.load(
            vertx, CommandLine.parse("--dev", "--port", "0", "--data", data.toString()), all)
        .await();
  }

  private static void storeFastHashes(DatabaseSettings settings) {
    // The database closes with its Vert.x.
    Vertx vertx = Vertx.vertx();
    try {
      String hash = new Passwords(vertx, HASH_ITERATIONS).hash(DEMO_PASSWORD).await();
      Database database = Database.open(vertx, settings).await();
      int changed =
          new Statement("UPDATE users SET password_hash = #{hash} WHERE id <= 3")
              .change(database, Map.of("hash", hash))
              .await();
      assertThat(changed).as("demo accounts").isEqualTo(3);
    } finally {
      vertx.close().await();
    }
  }

  /** Its settings. */
  public Settings settings() {
    return settings;
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Stops the server. The database stays open until Vert.x closes. */
  public void stop() {
    server.close().await();
  }

  /** Starts a drain. */
  public Future<Void> drain() {
    return server.drain();
  }

  /** A token for the user. */
  public static String token(long userId) {
    return SignedTokens.of("HS512").claim("sub", "User:" + userId).hs512();
  }

  /** The same with another claim. */
  public static String token(long userId, String claim, Object value) {
    return SignedTokens.of("HS512").claim("sub", "User:" + userId).claim(claim, value).hs512();
  }

  /** Signs in with a demo account and returns the token. */
  public String signIn(String email) {
    JsonObject session = new JsonObject().put("email", email).put("password", DEMO_PASSWORD);
    String body = new JsonObject().put("session", session).encode();
    HttpResponse<String> signedIn = http("POST", "/api/v1/sessions", null, body);
    return new JsonObject(signedIn.body()).getString("jwt");
  }

  /** The request body of a registration. */
  public static JsonObject registration(
      String firstName, String lastName, String email, String password, String confirmation) {
    return new JsonObject()
        .put(
            "user",
            new JsonObject()
                .put("first_name", firstName)
                .put("last_name", lastName)
                .put("email", email)
                .put("password", password)
                .put("password_confirmation", confirmation));
  }

  /** Registers a new account with a unique e-mail and returns the response: user and token. */
  public JsonObject register(String firstName, String lastName) {
    String email = UUID.randomUUID() + "@example.org";
    JsonObject body = registration(firstName, lastName, email, "long enough", "long enough");
    return new JsonObject(http("POST", "/api/v1/registrations", null, body.encode()).body());
  }

  /** Calls the API as a user, or without a token. */
  public HttpResponse<String> http(
      String method, String path, @Nullable String token, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", token);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Creates a challenge for this test and returns its topic. */
  public String newChallenge() {
    HttpResponse<String> added =
        http(
            "POST",
            "/api/v1/challenges",
            token(1),
            "{\"challenge\":{\"title\":\"Title\",\"prompt\":\"Prompt\"}}");
    return "challenges:" + new JsonObject(added.body()).getJsonObject("challenge").getLong("id");
  }

  /** Connects as a user: 1 is Moebi, 2 Ann, 3 Bob. */
  public PhoenixClient user(long userId) {
    return PhoenixClient.connect(vertx, port(), "token=" + token(userId));
  }

  /** Connects without an account. */
  public PhoenixClient guest(String name) {
    return PhoenixClient.connect(
        vertx, port(), "nickname=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
  }
}
