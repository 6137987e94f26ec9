package dev.roost.rooms.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sign-ins of owners and attackers on a running server. Each uses an address of 127.0.0.0/8, which
 * is loopback.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SignInTest {
  private static final String PASSWORD = "long enough";
  private static final AtomicInteger TESTS = new AtomicInteger();

  @TempDir static Path data;
  private static Map<String, String> environment = Map.of();
  private static Vertx vertx;
  private static RunningRooms rooms;

  @Parameter TestDatabase database;

  private final int test = TESTS.incrementAndGet();
  private final String owner = address(1);
  private final String attacker = address(2);
  private final String email = "owner" + test + "@example.org";
  private final Map<String, HttpClient> clients = new HashMap<>();

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase database) {
    environment = new HashMap<>(database.environment());
    environment.put("ROOST_SIGN_IN_MAX_PER_ADDRESS", "20");
    environment.put("ROOST_SIGN_IN_MAX_PER_EMAIL", "3");
    environment.put("ROOST_SIGN_IN_MAX_REGISTRATIONS", "2");
    environment.put("ROOST_METRICS_ENABLED", "true");
    open();
  }

  private static void open() {
    vertx = Vertx.vertx();
    rooms = RunningRooms.start(vertx, data, environment);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    vertx.close().await();
  }

  private void restart() {
    clients.clear();
    stop();
    open();
  }

  /** An address of this test in a separate network. */
  private String address(int network) {
    return "127." + test + "." + network + ".1";
  }

  @Test
  void attackerCannotLockOutTheOwnerInAKnownNetwork() {
    assertThat(register(owner, email)).isEqualTo(201);
    assertThat(signIn(owner, email.toUpperCase(Locale.ROOT), PASSWORD)).isEqualTo(201);

    assertThat(guesses(3)).containsOnly(422);
    assertThat(guesses(5)).containsOnly(429);

    assertThat(signIn(owner, email, PASSWORD)).isEqualTo(201);
    String neighbor = owner.replaceFirst("1$", "200");
    assertThat(signIn(neighbor, email, PASSWORD)).as("the same network").isEqualTo(201);
    assertThat(signIn(address(3), email, PASSWORD)).as("another network").isEqualTo(429);
  }

  @Test
  void attackerBeyondItsLimitDoesNotDelayOthers() {
    assertThat(register(owner, email)).isEqualTo(201);
    for (int i = 0; i < 20; i++) {
      assertThat(signIn(attacker, i + email, "guess")).isEqualTo(422);
    }

    assertThat(guesses(11)).containsOnly(429);

    assertThat(signIn(address(3), email, PASSWORD)).as("a new network").isEqualTo(201);
  }

  @Test
  void remembersTheLatestNetworksAfterARestart() {
    assertThat(register(owner, email)).isEqualTo(201);
    for (int i = 0; i < SqlKnownNetworks.MAX_PER_ACCOUNT; i++) {
      assertThat(signIn(address(10 + i), email, PASSWORD)).isEqualTo(201);
    }

    restart();

    assertThat(guesses(4)).endsWith(422, 429);
    assertThat(signIn(address(10), email, PASSWORD)).isEqualTo(201);
    assertThat(signIn(owner, email, PASSWORD)).as("the oldest of 21").isEqualTo(429);
  }

  @Test
  void limitsRegistrationsOfAnAddress() {
    assertThat(register(attacker, "1" + email)).isEqualTo(201);
    assertThat(register(attacker, "2" + email)).isEqualTo(201);

    assertThat(register(attacker, "3" + email)).isEqualTo(429);
    assertThat(register(owner, "3" + email)).isEqualTo(201);
    assertThat(rooms.http("GET", "/metrics", null, null).body())
        .containsPattern("roost_sign_in_refused_total\\{reason=\"too often\"} [1-9]");
  }

  @Test
  void attemptsWithImpossibleAddressesDoNotCount() {
    assertThat(register(owner, email)).isEqualTo(201);
    String tooLong = "x".repeat(120_000) + "@example.org";

    List<Integer> answers =
        all(IntStream.range(0, 200).mapToObj(i -> attempt(attacker, i + tooLong, "guess")));

    assertThat(answers).containsOnly(422);
    assertThat(signIn(attacker, email, PASSWORD)).isEqualTo(201);
  }

  private List<Integer> guesses(int count) {
    return IntStream.range(0, count).mapToObj(i -> signIn(attacker, email, "guess " + i)).toList();
  }

  private int signIn(String from, String email, String password) {
    return attempt(from, email, password).await();
  }

  private Future<Integer> attempt(String from, String email, String password) {
    return post(
        from,
        "/api/v1/sessions",
        new JsonObject()
            .put("session", new JsonObject().put("email", email).put("password", password)));
  }

  private int register(String from, String email) {
    JsonObject body = RunningRooms.registration("Zoe", "Zimmer", email, PASSWORD, PASSWORD);
    return post(from, "/api/v1/registrations", body).await();
  }

  private Future<Integer> post(String from, String path, JsonObject body) {
    return clients
        .computeIfAbsent(
            from, local -> vertx.createHttpClient(new HttpClientOptions().setLocalAddress(local)))
        .request(HttpMethod.POST, rooms.port(), "127.0.0.1", path)
        .compose(request -> request.send(Buffer.buffer(body.encode())))
        .map(HttpClientResponse::statusCode);
  }

  private static List<Integer> all(Stream<Future<Integer>> attempts) {
    List<Future<Integer>> started = attempts.toList();
    return Future.all(started).map(done -> started.stream().map(Future::result).toList()).await();
  }
}
