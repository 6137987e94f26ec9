package dev.roost.rooms.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.roost.auth.JwtAlgorithm;
import dev.roost.auth.JwtVerifier;
import dev.roost.auth.SignedTokens;
import dev.roost.auth.TokenVerifier;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Params;
import dev.roost.rooms.LogCapture;
import dev.roost.rooms.config.JwtSettings;
import dev.roost.rooms.config.KeySource;
import dev.roost.rooms.users.FixedUsers;
import dev.roost.rooms.users.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(VertxExtension.class)
class UserConnectTest {
  private static final User USER = new User(1, "Ann", "Archer", "ann@example.com");
  private static final JwtSettings SETTINGS =
      new JwtSettings(
          JwtAlgorithm.HS512, new KeySource.Secret(SignedTokens.SECRET), "Roost", "rooms", 5, 60);

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void refusesWithOneLineThatDoesNotHoldTheToken(
      String name, String token, String reason, Vertx vertx) {
    try (LogCapture log = new LogCapture()) {
      ConnectResult result = connect(vertx, SETTINGS, token, null);

      assertThat(result.isAccepted()).isFalse();
      assertThat(result.reason()).as("the reason sent to the client").isNull();
      assertThat(log.lines()).containsExactly("WARN refused a connection: " + reason);
    }
  }

  static Stream<Arguments> badTokens() {
    return Stream.of(
        arguments("no JWT", "not-a-token", "the token is malformed"),
        arguments("expired", good().time("exp", -6).hs512(), "the token has expired"),
        arguments("without end", good().claim("exp", null).hs512(), "the token never expires"),
        arguments(
            "another issuer",
            good().claim("iss", "Rival").hs512(),
            "the token is of another issuer"),
        arguments(
            "another audience",
            good().claim("aud", List.of("mail", "shop")).hs512(),
            "the token is for another audience"),
        arguments(
            "subject no user",
            good().claim("sub", "1").hs512(),
            "the subject of the token is no user"),
        arguments(
            "no subject", good().claim("sub", null).hs512(), "the subject of the token is no user"),
        arguments(
            "user too large",
            good().claim("sub", "User:99999999999999999999").hs512(),
            "the subject of the token is no user"),
        arguments(
            "session of another shape",
            good().claim("roost_session", 7).hs512(),
            "the session of the token is malformed"),
        arguments(
            "unknown user",
            good().claim("sub", "User:7").hs512(),
            "the user of the token is unknown"));
  }

  @Test
  void refusesWithoutAnyToken(Vertx vertx) {
    try (LogCapture log = new LogCapture()) {
      assertThat(connect(vertx, SETTINGS, null, null).isAccepted()).isFalse();
      assertThat(log.lines()).containsExactly("WARN refused a connection: there is no token");
    }
  }

  @Test
  void acceptsTheTokenAsParameterAndAsAuthToken(Vertx vertx) {
    String token = good().hs512();

    for (ConnectResult result :
        List.of(connect(vertx, SETTINGS, token, null), connect(vertx, SETTINGS, null, token))) {
      assertThat(result.isAccepted()).isTrue();
      assertThat(result.id()).isEqualTo("users_socket:1");
      assertThat(result.assigns()).isEqualTo(Map.of("user", USER));
    }
  }

  @Test
  void acceptsIssuedTokens(Vertx vertx) {
    for (JwtAlgorithm algorithm :
        List.of(JwtAlgorithm.HS256, JwtAlgorithm.HS384, JwtAlgorithm.HS512)) {
      JwtSettings settings = new JwtSettings(algorithm, SETTINGS.key(), "Roost", "rooms", 0, 60);
      String token = issuer(vertx, settings).issue(USER, "a-session");

      assertThat(connect(vertx, settings, token, null).isAccepted()).isTrue();
    }
  }

  @Test
  void connectionEndsWithItsTokenOrSession(Vertx vertx) {
    Set<String> ended = new HashSet<>();
    SessionStates sessions =
        new SessionStates() {
          @Override
          public Future<Boolean> isLive(String sessionId, long userId) {
            return Future.succeededFuture(!ended.contains(sessionId) && userId == USER.id());
          }

          @Override
          public boolean hasEnded(String sessionId) {
            return ended.contains(sessionId);
          }
        };
    long end = System.currentTimeMillis() / 1_000 + 100;
    String token = good().claim("exp", end).claim("roost_session", "s").hs512();

    ConnectResult result = connect(vertx, SETTINGS, sessions, token, null);

    assertThat(result.expiresAt()).isEqualTo(Instant.ofEpochSecond(end + 5));
    assertThat(result.disconnectTopics()).containsExactly("sessions_socket:s");
    assertThat(result.stillAccepted().getAsBoolean()).isTrue();
    ended.add("s");
    assertThat(result.stillAccepted().getAsBoolean()).as("ended during the connect").isFalse();
    try (LogCapture log = new LogCapture()) {
      assertThat(connect(vertx, SETTINGS, sessions, token, null).isAccepted()).isFalse();
      assertThat(log.lines())
          .containsExactly("WARN refused a connection: the session of the token has ended");
    }
  }

  private static SignedTokens good() {
    return SignedTokens.of("HS512").claim("aud", "rooms");
  }

  static TokenIssuer issuer(Vertx vertx, JwtSettings settings) {
    return new TokenIssuer(vertx, ConfiguredKeys.secret(settings), settings);
  }

  static ConnectResult connect(
      Vertx vertx, JwtSettings settings, @Nullable String token, @Nullable String authToken) {
    return connect(vertx, settings, SessionStates.NONE, token, authToken);
  }

  private static ConnectResult connect(
      Vertx vertx,
      JwtSettings settings,
      SessionStates sessions,
      @Nullable String token,
      @Nullable String authToken) {
    TokenVerifier verifier =
        JwtVerifier.create(vertx, ConfiguredKeys.load(settings), ConfiguredKeys.rules(settings));
    Params params = new Params(token == null ? Map.of() : Map.of("token", token));
    ConnectInfo info =
        authToken == null ? ConnectInfo.NONE : ConnectInfo.NONE.withAuthToken(authToken);
    FixedUsers users = new FixedUsers(List.of(USER));
    return UserConnect.handler(new TokenUsers(verifier, sessions, users), users, false)
        .connect(new ConnectRequest(params, info, "websocket", "2.0.0"))
        .await();
  }
}
