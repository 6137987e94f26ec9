package dev.roost.auth;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.internal.session.CapturedLog;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Key sets fetched from an issuer, and issuers that fail. */
@Timeout(60)
class JwksUrlTest {
  private static final JwksOptions AT_ONCE =
      JwksOptions.DEFAULT.withIntervalMillis(0).withTimeoutMillis(10_000);

  private static final JwksOptions RARELY =
      JwksOptions.DEFAULT.withIntervalMillis(600_000).withTimeoutMillis(10_000);

  private static KeyPair first;
  private static KeyPair second;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Handler<HttpServerRequest> issuer = serving("one");
  private HttpServer server;

  @BeforeAll
  static void makeKeys() {
    first = SignedTokens.keys("EC", 256);
    second = SignedTokens.keys("EC", 256);
  }

  @AfterEach
  void stop() {
    done(vertx.close());
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static Throwable failure(Future<?> future) {
    try {
      done(future);
      throw new AssertionError("did not fail");
    } catch (CompletionException e) {
      return e.getCause();
    }
  }

  private static boolean loaded(JwksUrl keys) {
    return done(keys.load().map(true).otherwise(false));
  }

  private static Handler<HttpServerRequest> serving(String... ids) {
    return request ->
        request
            .response()
            .end(
                Jwks.of(
                    Arrays.stream(ids)
                        .map(id -> Jwks.jwk(keys(id).getPublic()).put("kid", id))
                        .toArray(JsonObject[]::new)));
  }

  private static KeyPair keys(String id) {
    return id.equals("one") ? first : second;
  }

  private static String token(String id) {
    return SignedTokens.of("ES256").keyId(id).sign(keys(id).getPrivate());
  }

  private int listen(int port) {
    server =
        done(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      asked.incrementAndGet();
                      issuer.handle(request);
                    })
                .listen(port, "127.0.0.1"));
    return server.actualPort();
  }

  private JwksUrl url(int port, JwksOptions options) {
    return JwksUrl.of(
        vertx, JwtAlgorithm.ES256, "http://127.0.0.1:" + port + "/jwks.json?key=hush", options);
  }

  private TokenVerifier verifier(JwksUrl keys) {
    return JwtVerifier.create(vertx, keys, JwtRules.DEFAULT);
  }

  private static void accepts(TokenVerifier verifier, String id) {
    Map<String, Object> claims = done(verifier.verify(token(id)));
    assertThat(claims).containsEntry("sub", "User:1");
  }

  private static void refuses(TokenVerifier verifier, String token, TokenRefusal kind) {
    assertThat(failure(verifier.verify(token)))
        .isInstanceOfSatisfying(
            TokenRefusedException.class, refused -> assertThat(refused.kind()).isEqualTo(kind));
  }

  @Test
  void concurrentTokensShareOneFetch() {
    TokenVerifier verifier = verifier(url(listen(0), RARELY));

    List<Future<Map<String, Object>>> all =
        IntStream.range(0, 50).mapToObj(i -> verifier.verify(token("one"))).toList();

    all.forEach(JwksUrlTest::done);
    accepts(verifier, "one");
    assertThat(asked).hasValue(1);
  }

  @Test
  void tokenWithANewKeyIdTriggersAFetch() {
    JwksUrl keys = url(listen(0), AT_ONCE);
    TokenVerifier verifier = verifier(keys);
    accepts(verifier, "one");
    issuer = serving("one", "two");

    accepts(verifier, "two");
    accepts(verifier, "one");

    assertThat(keys.snapshot().succeeded()).isEqualTo(2);
  }

  @Test
  void unknownKeyIdsTriggerOneFetchPerInterval() {
    JwksUrl keys = url(listen(0), RARELY);
    TokenVerifier verifier = verifier(keys);
    accepts(verifier, "one");

    for (int i = 0; i < 20; i++) {
      refuses(
          verifier,
          SignedTokens.of("ES256").keyId("made-up-" + i).sign(second.getPrivate()),
          TokenRefusal.UNKNOWN_KEY);
    }

    assertThat(asked).as("the interval has not passed").hasValue(1);
  }

  @Test
  void tokensOfOtherAlgorithmsTriggerNoFetch() {
    TokenVerifier verifier = verifier(url(listen(0), AT_ONCE));
    accepts(verifier, "one");

    refuses(
        verifier,
        SignedTokens.of("HS256").keyId("two").mac("HmacSHA256", new byte[64]),
        TokenRefusal.UNKNOWN_KEY);
    refuses(verifier, SignedTokens.of("none").unsigned() + ".", TokenRefusal.MALFORMED);

    assertThat(asked).hasValue(1);
  }

  @Test
  void keysAreRefreshedInTheBackground() throws Exception {
    JwksUrl keys = url(listen(0), AT_ONCE.withRefreshMillis(0));
    TokenVerifier verifier = verifier(keys);
    accepts(verifier, "one");
    issuer = serving("two");

    eventually(() -> refuses(verifier, token("one"), TokenRefusal.UNKNOWN_KEY));

    accepts(verifier, "two");
  }

  @Test
  void failedFirstFetchIsRetried() throws Exception {
    int port = listen(0);
    done(server.close());
    JwksUrl keys = url(port, AT_ONCE);
    TokenVerifier verifier = verifier(keys);
    try (CapturedLog log = new CapturedLog()) {
      assertThat(failure(keys.load())).isInstanceOf(VerifierUnavailableException.class);
      assertThat(failure(verifier.verify(token("one"))))
          .isInstanceOfSatisfying(
              VerifierUnavailableException.class,
              e -> assertThat(e.retryAfterSeconds()).isEqualTo(1));
      assertThat(log.warnings())
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains("could not fetch keys", "get 503", "/jwks.json")
                      .doesNotContain("hush"));
    }
    assertThat(keys.snapshot().ageMillis()).isEqualTo(-1);

    listen(port);

    eventually(() -> assertThat(loaded(keys)).isTrue());
    accepts(verifier, "one");
    assertThat(keys.snapshot().failed()).isPositive();
  }

  @Test
  void failedFetchesAreLimitedUnderManyClients() {
    issuer = request -> request.response().setStatusCode(500).end();
    JwksUrl keys = url(listen(0), RARELY);
    TokenVerifier verifier = verifier(keys);

    for (int i = 0; i < 20; i++) {
      assertThat(failure(verifier.verify(token("one"))))
          .isInstanceOfSatisfying(
              VerifierUnavailableException.class,
              e -> assertThat(e.retryAfterSeconds()).isEqualTo(600));
    }

    assertThat(asked).hasValue(1);
    assertThat(keys.snapshot().failed()).isEqualTo(1);
  }

  @Test
  void cachedKeysSurviveAnIssuerOutage() throws Exception {
    int port = listen(0);
    JwksUrl keys = url(port, AT_ONCE.withRefreshMillis(0));
    TokenVerifier verifier = verifier(keys);
    accepts(verifier, "one");
    done(server.close());
    try (CapturedLog log = new CapturedLog()) {
      eventually(
          () -> {
            accepts(verifier, "one");
            assertThat(keys.snapshot().failed()).isPositive();
          });
      accepts(verifier, "one");
      assertThat(log.warnings().toString()).contains("the known keys stay in use");
    }
  }

  @Test
  void expiredKeysAreNotUsed() throws Exception {
    int port = listen(0);
    JwksUrl keys = url(port, AT_ONCE.withRefreshMillis(0).withMaxAgeMillis(1));
    TokenVerifier verifier = verifier(keys);
    accepts(verifier, "one");
    done(server.close());

    eventually(
        () ->
            assertThat(failure(verifier.verify(token("one"))))
                .isInstanceOf(VerifierUnavailableException.class));
  }

  @Test
  void responsesWithoutKeysAreRefused() {
    int port = listen(0);
    JwksUrl keys = url(port, AT_ONCE.withMaxBytes(1_000).withMaxKeys(2));
    for (Handler<HttpServerRequest> bad :
        List.<Handler<HttpServerRequest>>of(
            request -> request.response().end("<html>"),
            request -> request.response().setStatusCode(404).end(),
            request ->
                request
                    .response()
                    .setStatusCode(302)
                    .putHeader("location", "http://127.0.0.1:" + port + "/other")
                    .end(),
            request -> request.response().end(" ".repeat(1_001)),
            serving("one", "two", "one"),
            request ->
                request
                    .response()
                    .setChunked(true)
                    .write("{")
                    .onComplete(w -> request.connection().close()))) {
      issuer = bad;
      asked.set(0);
      assertThat(failure(keys.load())).isInstanceOf(VerifierUnavailableException.class);
      assertThat(asked).as("no redirect is followed").hasValue(1);
    }
    assertThat(keys.snapshot().succeeded()).isZero();
  }

  @Test
  void fetchTimesOutWithoutAResponse() {
    issuer = request -> request.response().setChunked(true).write("{");
    JwksUrl keys = url(listen(0), AT_ONCE.withTimeoutMillis(200));

    assertThat(failure(keys.load())).isInstanceOf(VerifierUnavailableException.class);

    issuer = request -> {};
    assertThat(failure(keys.load())).isInstanceOf(VerifierUnavailableException.class);
    issuer = serving("one");
    assertThat(loaded(keys)).isTrue();
  }

  @Test
  void invalidUrlIsRefused() {
    for (String url : List.of("jwks.json", "file:///jwks.json", "http:jwks")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JwksUrl.of(vertx, JwtAlgorithm.ES256, url, JwksOptions.DEFAULT));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                JwksUrl.of(
                    vertx, JwtAlgorithm.HS256, "https://localhost/jwks", JwksOptions.DEFAULT));
    assertThatIllegalArgumentException().isThrownBy(() -> JwksOptions.DEFAULT.withMaxBytes(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JwksOptions.DEFAULT.withIntervalMillis(-1));
  }
}
