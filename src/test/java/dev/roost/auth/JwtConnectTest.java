package dev.roost.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Params;
import dev.roost.internal.session.CapturedLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Connect results for tokens that a verifier accepts or refuses. */
class JwtConnectTest {
  private static final Instant END = Instant.ofEpochSecond(4_000_000_000L);

  /** Accepts tokens such as {@code good:ann}. */
  private static final TokenVerifier VERIFIER =
      token ->
          token.startsWith("good:")
              ? Future.succeededFuture(
                  Map.of("sub", token.substring(5), "exp", 4_000_000_000L, "role", "admin"))
              : Future.failedFuture(
                  new TokenRefusedException(TokenRefusal.SIGNATURE, "the signature is wrong"));

  private static ConnectRequest request(Map<String, Object> params, ConnectInfo info) {
    return new ConnectRequest(new Params(params), info, "websocket", "2.0.0");
  }

  private static ConnectRequest request(String token) {
    return request(Map.of("token", token), ConnectInfo.NONE);
  }

  private static ConnectResult connect(JwtConnect handler, ConnectRequest request) {
    Future<ConnectResult> result = handler.connect(request);
    assertThat(result.isComplete()).isTrue();
    return result.result();
  }

  @Test
  void claimsBecomeAssignsSocketIdAndExpiry() {
    JwtConnect handler =
        JwtConnect.with(VERIFIER)
            .assign("user_id", "sub")
            .assign("role", "role")
            .assign("nothing", "not claimed")
            .socketId("users_socket:");

    ConnectResult result = connect(handler, request("good:7"));

    assertThat(result.isAccepted()).isTrue();
    assertThat(result.assigns()).isEqualTo(Map.of("user_id", "7", "role", "admin"));
    assertThat(result.id()).isEqualTo("users_socket:7");
    assertThat(result.expiresAt()).isEqualTo(END);
    assertThat(result.stillAccepted()).isNull();
  }

  @Test
  void tokenSourcesAreTriedInOrder() {
    JwtConnect handler = JwtConnect.with(VERIFIER).socketId("");
    ConnectInfo bearer = ConnectInfo.NONE.withHeader("Authorization", "bEARER  good:header ");
    Map<String, Object> param = Map.of("token", "good:param");

    assertThat(connect(handler, request(param, bearer.withAuthToken("good:auth"))).id())
        .isEqualTo("auth");
    assertThat(connect(handler, request(param, bearer)).id()).isEqualTo("param");
    assertThat(connect(handler, request(Map.of(), bearer)).id()).isEqualTo("header");
    assertThat(handler.needs().authToken()).isTrue();
    assertThat(handler.needs().headers()).containsExactly("authorization");
  }

  @Test
  void tokensAreReadFromTheConfiguredSourcesOnly() {
    JwtConnect handler =
        JwtConnect.with(VERIFIER)
            .tokenFrom(TokenSource.cookie("jwt"), TokenSource.header("X-Token"))
            .socketId("");

    assertThat(connect(handler, request("good:param")).isAccepted()).isFalse();
    assertThat(
            connect(handler, request(Map.of(), ConnectInfo.NONE.withCookie("jwt", "good:c"))).id())
        .isEqualTo("c");
    assertThat(
            connect(handler, request(Map.of(), ConnectInfo.NONE.withHeader("x-token", "good:h")))
                .id())
        .isEqualTo("h");
    assertThat(handler.needs().cookies()).containsExactly("jwt");
    assertThat(handler.needs().headers()).containsExactly("x-token");
    assertThat(handler.needs().authToken()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(handler::tokenFrom);
  }

  @Test
  void otherAuthorizationSchemesAreIgnored() {
    JwtConnect handler = JwtConnect.with(VERIFIER);
    for (String header : List.of("Basic good:1", "good:1", "Bearer", "")) {
      assertThat(
              connect(
                      handler,
                      request(Map.of(), ConnectInfo.NONE.withHeader("authorization", header)))
                  .isAccepted())
          .isFalse();
    }
    assertThat(handler.refusals()).containsEntry(TokenRefusal.MISSING, 4L);
  }

  @Test
  void refusalsAreLoggedAndCountedWithoutTheToken() {
    JwtConnect handler = JwtConnect.with(VERIFIER).assign("user_id", "sub");
    try (CapturedLog log = new CapturedLog()) {
      ConnectResult refused = connect(handler, request("hush"));

      assertThat(refused.isAccepted()).isFalse();
      assertThat(refused.reason()).as("the reason sent to the client").isNull();
      assertThat(refused.retryAfterSeconds()).isZero();
      assertThat(connect(handler, request(Map.of(), ConnectInfo.NONE)).isAccepted()).isFalse();
      assertThat(log.lines())
          .containsExactly(
              "WARN refused a connection: the signature is wrong",
              "WARN refused a connection: there is no token");
    }
    assertThat(handler.refusals())
        .containsEntry(TokenRefusal.SIGNATURE, 1L)
        .containsEntry(TokenRefusal.MISSING, 1L)
        .containsEntry(TokenRefusal.EXPIRY, 0L)
        .hasSize(TokenRefusal.values().length);
  }

  @Test
  void applicationMapsClaimsToTheResult() {
    JwtConnect handler =
        JwtConnect.with(VERIFIER)
            .assign("user_id", "sub")
            .socketId("users_socket:")
            .accept(
                (claims, request) ->
                    switch (String.valueOf(claims.subject())) {
                      case "gone" ->
                          Future.failedFuture(new TokenRefusedException("the user is unknown"));
                      case "banned" -> ConnectResult.refuse("banned").now();
                      case "own" ->
                          ConnectResult.accept()
                              .id("own:1")
                              .assign("user_id", 1)
                              .expiresAt(Instant.EPOCH)
                              .now();
                      default -> ConnectResult.accept().assign("name", claims.subject()).now();
                    });

    try (CapturedLog log = new CapturedLog()) {
      assertThat(connect(handler, request("good:gone")).isAccepted()).isFalse();
      assertThat(log.lines()).containsExactly("WARN refused a connection: the user is unknown");
    }
    assertThat(handler.refusals()).containsEntry(TokenRefusal.REJECTED, 1L);
    assertThat(connect(handler, request("good:banned")).reason()).isEqualTo("banned");
    ConnectResult own = connect(handler, request("good:own"));
    assertThat(own.id()).isEqualTo("own:1");
    assertThat(own.assigns()).isEqualTo(Map.of("user_id", 1));
    assertThat(own.expiresAt()).isEqualTo(Instant.EPOCH);
    assertThat(connect(handler, request("good:ann")).assigns())
        .isEqualTo(Map.of("name", "ann", "user_id", "ann"));
  }

  @Test
  void stillAcceptedCombinesAllChecks() {
    AtomicBoolean signedOut = new AtomicBoolean();
    AtomicBoolean banned = new AtomicBoolean();
    JwtConnect handler =
        JwtConnect.with(VERIFIER)
            .accept(
                (claims, request) ->
                    ConnectResult.accept().stillAccepted(() -> !banned.get()).now())
            .stillAccepted(claims -> !signedOut.get());

    ConnectResult result = connect(handler, request("good:1"));

    assertThat(result.stillAccepted().getAsBoolean()).isTrue();
    signedOut.set(true);
    assertThat(result.stillAccepted().getAsBoolean()).isFalse();
    signedOut.set(false);
    banned.set(true);
    assertThat(result.stillAccepted().getAsBoolean()).isFalse();
  }

  @Test
  void guestsConnectWithoutAToken() {
    JwtConnect handler =
        JwtConnect.with(VERIFIER)
            .withoutToken(
                request ->
                    request.params().get("name") == null
                        ? Future.failedFuture(
                            new TokenRefusedException(TokenRefusal.MISSING, "there is no name"))
                        : ConnectResult.accept().anonymous().now());

    assertThat(connect(handler, request(Map.of("name", "bo"), ConnectInfo.NONE)).isAnonymous())
        .isTrue();
    assertThat(connect(handler, request(Map.of(), ConnectInfo.NONE)).isAccepted()).isFalse();
    assertThat(connect(handler, request(Map.of("token", "bad", "name", "bo"), ConnectInfo.NONE)))
        .as("a bad token does not make a guest")
        .satisfies(result -> assertThat(result.isAccepted()).isFalse());
    assertThat(handler.refusals()).containsEntry(TokenRefusal.MISSING, 1L);
  }

  @Test
  void tokenWithoutASubjectHasNoSocketId() {
    TokenVerifier verifier = token -> Future.succeededFuture(Map.of("sub", 7));
    assertThat(connect(JwtConnect.with(verifier), request("t")).isAccepted()).isTrue();
    assertThat(connect(JwtConnect.with(verifier).socketId("u:"), request("t")).isAccepted())
        .isFalse();
  }

  @Test
  void expiryMayBeAnyTimeType() {
    for (Object exp : List.of(4_000_000_000L, 4e9, END, Date.from(END))) {
      TokenVerifier verifier = token -> Future.succeededFuture(Map.of("exp", exp));
      assertThat(connect(JwtConnect.with(verifier), request("t")).expiresAt()).isEqualTo(END);
    }
    TokenVerifier forEver = token -> Future.succeededFuture(Map.of());
    assertThat(connect(JwtConnect.with(forEver), request("t")).expiresAt()).isNull();
    TokenVerifier late = token -> Future.succeededFuture(Map.of("exp", 1e300));
    assertThat(connect(JwtConnect.with(late), request("t")).expiresAt())
        .isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
  }

  @Test
  void unavailableVerifierRefusesWithRetryAfter() {
    JwtConnect handler =
        JwtConnect.with(
            token -> Future.failedFuture(new VerifierUnavailableException("no keys", 12)));

    ConnectResult result = connect(handler, request("good:1"));

    assertThat(result.isAccepted()).isFalse();
    assertThat(result.retryAfterSeconds()).isEqualTo(12);
    assertThat(handler.refusals()).containsEntry(TokenRefusal.UNAVAILABLE, 1L);
  }

  @Test
  void otherFailuresPropagate() {
    RuntimeException bug = new IllegalStateException("a bug");
    assertThat(JwtConnect.with(token -> Future.failedFuture(bug)).connect(request("t")).cause())
        .isSameAs(bug);
    assertThat(
            JwtConnect.with(VERIFIER)
                .accept(
                    (claims, request) -> {
                      throw bug;
                    })
                .connect(request("good:1"))
                .cause())
        .isSameAs(bug);
  }

  /** A decoder from another library completes on its own thread. */
  @Test
  void connectHandlerRunsOnTheConnectionsEventLoop() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      TokenVerifier elsewhere =
          token -> {
            Promise<Map<String, Object>> promise = Promise.promise();
            new Thread(() -> promise.complete(Map.of("sub", "7"))).start();
            return promise.future();
          };
      CompletableFuture<Thread> decided = new CompletableFuture<>();
      CompletableFuture<Thread> asked = new CompletableFuture<>();
      JwtConnect handler =
          JwtConnect.with(elsewhere)
              .accept(
                  (claims, request) -> {
                    decided.complete(Thread.currentThread());
                    return ConnectResult.accept().now();
                  });
      vertx.runOnContext(
          onLoop -> {
            asked.complete(Thread.currentThread());
            handler.connect(request("t"));
          });
      assertThat(decided.get(30, TimeUnit.SECONDS)).isSameAs(asked.get(30, TimeUnit.SECONDS));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
