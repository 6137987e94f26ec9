package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static dev.roost.internal.transport.LongPoller.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.LongPollOptions;
import dev.roost.OriginCheck;
import dev.roost.RunningEndpoint;
import dev.roost.SocketMount;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Reply;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.LongPoller.Answer;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The responses to each kind of request. */
@Timeout(60)
class LongPollRequestsTest {
  private static final String HEARTBEAT = "[null,\"7\",\"phoenix\",\"heartbeat\",{}]";
  private static final String BEAT =
      "[null,\"7\",\"phoenix\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]";

  private final List<ConnectRequest> requests = new CopyOnWriteArrayList<>();
  private final List<ScriptedChannel> channels = new CopyOnWriteArrayList<>();
  private RunningEndpoint server;
  private LongPoller client;

  @AfterEach
  void stop() {
    server.close();
  }

  private void start(OriginCheck check, Consumer<LongPollOptions> options) throws Exception {
    start(
        new EndpointOptions().checkOrigin(check),
        socket -> socket.connect(this::note).longPoll(options));
  }

  private void start(EndpointOptions options, Consumer<SocketMount> describe) throws Exception {
    server =
        RunningEndpoint.start(
            options, describe.andThen(socket -> socket.channel("room:*", this::newChannel)));
    client = new LongPoller(server.port());
  }

  private void start() throws Exception {
    start(OriginCheck.none(), options -> {});
  }

  private ScriptedChannel newChannel() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onIn(
                (self, push) -> {
                  if (push.event().equals("fail")) {
                    push.reply(Reply.error("no"));
                  } else {
                    push.ok();
                  }
                });
    channels.add(channel);
    return channel;
  }

  private Future<ConnectResult> note(ConnectRequest request) {
    requests.add(request);
    if (request.params().get("unavailable") != null) {
      return ConnectResult.unavailable(7).now();
    }
    return ("true".equals(request.params().get("reject"))
            ? ConnectResult.refuse("no")
            : ConnectResult.accept())
        .now();
  }

  private LongPoller clientWith(String query) {
    return new LongPoller(server::port, "/socket/longpoll?" + query);
  }

  // -- Without a session

  @Test
  void pollWithoutATokenStartsASession() throws Exception {
    start();
    Answer answer = client.poll();
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.messages()).isEmpty();
    assertThat(answer.json().getString("token")).isNotEmpty();
    assertThat(answer.json().fieldNames()).containsExactly("status", "token", "messages");
    assertThat(answer.header("content-type")).isEqualTo("application/json; charset=utf-8");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(requests.get(0).transport()).isEqualTo("longpoll");
    assertThat(requests.get(0).vsn()).isEqualTo("2.0.0");
    assertThat(server.metrics().open()).isEqualTo(1);
  }

  @Test
  void refusalIsAStatusInTheBody() throws Exception {
    start();
    try (CapturedLog log = new CapturedLog()) {
      for (String query : List.of("vsn=2.0.0&reject=true", "vsn=3.0.0", "vsn[]=2.0.0")) {
        Answer answer = clientWith(query).poll();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().fieldNames()).containsExactly("status");
      }
      assertThat(log.warnings()).hasSize(2);
      assertThat(log.errors()).isEmpty();
    }
    assertThat(server.metrics().refused()).isEqualTo(3);
    assertThat(server.metrics().opened()).isZero();
  }

  /** phoenix.js retries after a response without a status, and stops on an unknown status. */
  @Test
  void temporarilyRefusedClientGets503WithoutABody() throws Exception {
    start();
    Answer answer = clientWith("vsn=2.0.0&unavailable=true").poll();
    assertThat(answer.http()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("7");
    assertThat(answer.header("content-length")).isEqualTo("0");
    assertThat(server.metrics().refused()).isEqualTo(1);
    assertThat(server.metrics().opened()).isZero();
  }

  @Test
  void foreignOriginIsRefusedForEveryRequest() throws Exception {
    start(OriginCheck.host("example.com"), options -> {});
    client.begin();
    try (CapturedLog log = new CapturedLog()) {
      for (String method : List.of("GET", "POST", "OPTIONS", "PUT")) {
        Answer answer = client.request(method, "origin", "http://evil.net");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().fieldNames()).containsExactly("status");
      }
      assertThat(log.lines()).hasSize(4).allMatch(line -> line.contains("http://evil.net"));
      assertThat(log.lines()).noneMatch(line -> line.contains(client.token()));
    }
    assertThat(server.metrics().refused()).isEqualTo(4);
    assertThat(client.request("OPTIONS", "origin", "https://example.com").http()).isEqualTo(200);
    assertThat(client.post(HEARTBEAT).status()).isEqualTo(200);
  }

  @Test
  void pollWithoutAnOriginIsCheckedByItsReferer() throws Exception {
    start(OriginCheck.host("example.com"), options -> {});
    assertThat(client.request("GET", "referer", "https://evil.net/rooms/1?a=b").status())
        .isEqualTo(403);
    assertThat(client.request("GET", "referer", "https://EXAMPLE.com:8443/rooms/1").status())
        .isEqualTo(410);
    for (String nowhere : List.of("", "about:blank", "rooms", "/rooms", "http://", "https:// /")) {
      assertThat(client.request("GET", "referer", nowhere).status()).isEqualTo(410);
    }
  }

  @Test
  void originOverridesTheReferer() throws Exception {
    start(OriginCheck.host("example.com"), options -> {});
    assertThat(
            client
                .request("GET", "origin", "https://evil.net", "referer", "https://example.com/")
                .status())
        .isEqualTo(403);
    assertThat(
            client
                .request("GET", "origin", "https://example.com", "referer", "https://evil.net/")
                .status())
        .isEqualTo(410);
  }

  @Test
  void mountsOriginCheckOverridesTheEndpoints() throws Exception {
    start(OriginCheck.host("a.com"), options -> options.checkOrigin(OriginCheck.host("b.com")));
    assertThat(client.request("GET", "origin", "http://b.com").status()).isEqualTo(410);
    assertThat(client.request("GET", "origin", "http://a.com").status()).isEqualTo(403);
  }

  @Test
  void authTokenIsReadIfTheMountAllowsIt() throws Exception {
    start(OriginCheck.none(), options -> options.authToken(true));
    client.request("GET", "X-Phoenix-AuthToken", "secret");
    assertThat(requests.get(0).info().authToken()).isEqualTo("secret");
    server.close();
    start();
    client.request("GET", "X-Phoenix-AuthToken", "secret");
    assertThat(requests.get(1).info().authToken()).isNull();
  }

  @Test
  void variablesOfThePathBecomeParams() throws Exception {
    start(OriginCheck.none(), options -> options.path("/:room/lp"));
    LongPoller other = new LongPoller(server::port, "/socket/a%20b/lp?vsn=2.0.0");
    other.begin();
    assertThat(requests.get(0).params().values())
        .isEqualTo(Map.of("room", "a b", "vsn", "2.0.0", "token", ""));
    assertThat(client.poll().http()).isEqualTo(404);
  }

  @Test
  void longPollIsOffByDefault() throws Exception {
    start(new EndpointOptions(), socket -> socket.connect(this::note));
    assertThat(client.poll().http()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "HEAD"})
  void otherMethodsGetAnEmpty400(String method) throws Exception {
    start();
    Answer answer = client.request(method);
    assertThat(answer.http()).isEqualTo(400);
    assertThat(answer.response().body()).isEmpty();
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(requests).isEmpty();
  }

  @Test
  void undecodableQueryGets400() throws Exception {
    start();
    RawWebSocket raw = RawWebSocket.connect(server.port());
    raw.sendRaw(
        "GET /socket/longpoll?a=%z HTTP/1.1\r\nHost: a\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    assertThat(raw.answer().status()).isEqualTo(400);
    raw.close();
  }

  @Test
  void preflightAllowsTheRequestedHeaders() throws Exception {
    start();
    Answer answer =
        client.request(
            "OPTIONS",
            "access-control-request-headers",
            "content-type",
            "access-control-request-headers",
            "x-custom");
    assertThat(answer.http()).isEqualTo(200);
    assertThat(answer.response().body()).isEmpty();
    assertThat(answer.header("access-control-allow-headers")).isEqualTo("content-type, x-custom");
    assertThat(answer.header("access-control-allow-methods")).isEqualTo("get, post, options");
    assertThat(answer.header("access-control-max-age")).isEqualTo("3600");
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(requests).isEmpty();
  }

  // -- Tokens

  @Test
  void tokenInTheHeaderOverridesTheQuery() throws Exception {
    start();
    client.begin();
    String mine = client.token();
    client.withToken("nonsense");
    String header = "X-Phoenix-Longpoll-Token";
    assertThat(
            client.request("POST", header, mine, "content-type", "application/x-ndjson").status())
        .isEqualTo(200);
    client.withToken(mine);
    assertThat(client.request("POST", header, "nonsense").status()).isEqualTo(410);
    assertThat(client.request("GET", header, "nonsense").status()).isEqualTo(410);
  }

  @Test
  void tokenOfAnotherServerIsRefused() throws Exception {
    start();
    RunningEndpoint other =
        RunningEndpoint.start(socket -> socket.connect(this::note).longPoll(options -> {}));
    String foreign = new LongPoller(other.port()).begin().token();
    other.close();
    client.withToken(foreign);
    assertThat(client.post(HEARTBEAT).status()).isEqualTo(410);
    Answer answer = client.poll();
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.json().getString("token")).isNotEqualTo(foreign);
  }

  @Test
  void expiredTokenIsRefused() throws Exception {
    start(OriginCheck.none(), options -> options.tokenMaxAgeSeconds(0));
    client.begin();
    // A token is valid during the second of its creation.
    eventually(() -> assertThat(client.post(HEARTBEAT).status()).isEqualTo(410));
    assertThat(server.metrics().open()).isEqualTo(1);
  }

  // -- Polls

  @Test
  void pollWithoutMessagesEndsAfterItsWindow() throws Exception {
    start(OriginCheck.none(), options -> options.windowMillis(1_000));
    client.begin();
    Answer answer = client.poll();
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.messages()).isEmpty();
    assertThat(answer.json().getString("token")).isEqualTo(client.token());
    client.post(HEARTBEAT);
    assertThat(client.poll().messages()).containsExactly(BEAT);
  }

  @Test
  void pollIsAnsweredOnTheFirstMessage() throws Exception {
    start(OriginCheck.none(), options -> options.windowMillis(30_000));
    client.join("room:a");
    CompletableFuture<Answer> poll = client.pollSoon();
    server
        .endpoint()
        .broadcast("room:a", "news", Payload.json("{\"text\":\"\\\"é😀\\\\\\n\\u0001\"}"));
    Answer answer = get(poll);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.messages())
        .containsExactly("[null,null,\"room:a\",\"news\",{\"text\":\"\\\"é😀\\\\\\n\\u0001\"}]");
    assertThat(answer.json().getString("token")).isEqualTo(client.token());
  }

  // -- Posts

  /** Phoenix reads ndjson with a parameter as one message, like any other type. */
  @Test
  void linesWithAnotherContentTypeAreOneMessage() throws Exception {
    start();
    client.begin();
    String type = "application/x-ndjson; charset=utf-8";
    assertThat(client.postAs(type, HEARTBEAT).status()).isEqualTo(200);
    assertThat(client.receive(1)).containsExactly(BEAT);
    assertThat(client.postAs(type, HEARTBEAT + "\n" + HEARTBEAT).status()).isEqualTo(408);
  }

  @Test
  void linesAreHandledInOrder() throws Exception {
    start();
    client.begin();
    assertThat(
            client
                .postAs(
                    "application/x-ndjson",
                    "[\"1\",\"1\",\"room:a\",\"phx_join\",{}]\r\n\r\n"
                        + HEARTBEAT
                        + "\n[\"1\",\"2\",\"room:a\",\"fail\",{}]\n")
                .json()
                .encode())
        .isEqualTo("{\"status\":200}");
    assertThat(client.receive(3))
        .containsExactly(
            "[\"1\",\"1\",\"room:a\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]",
            BEAT,
            "[\"1\",\"2\",\"room:a\",\"phx_reply\",{\"status\":\"error\",\"response\":\"no\"}]");
  }

  @Test
  void bodyOfAnyOtherTypeIsOneMessage() throws Exception {
    start();
    client.begin();
    for (String type : List.of("application/json", "text/plain")) {
      assertThat(client.postAs(type, HEARTBEAT.replace(",{", ",\n{")).status()).isEqualTo(200);
      assertThat(client.poll().messages()).containsExactly(BEAT);
    }
  }

  @Test
  void malformedMessageEndsTheSession() throws Exception {
    start();
    client.join("room:a");
    try (CapturedLog log = new CapturedLog()) {
      Answer answer =
          client.post(
              "[\"1\",\"2\",\"room:a\",\"before\",{}]",
              "[\"too\",\"short\"]",
              "[\"1\",\"3\",\"room:a\",\"behind\",{}]");
      assertThat(answer.json().encode()).isEqualTo("{\"status\":408}");
      assertThat(log.lines()).hasSize(1);
    }
    eventually(() -> assertThat(channels.get(0).calls).contains("terminate:CLOSED"));
    assertThat(channels.get(0).calls).contains("in:before").doesNotContain("in:behind");
    assertThat(server.metrics().undecodable()).isEqualTo(1);
    assertThat(server.metrics().open()).isZero();
    assertThat(client.post(HEARTBEAT).json().encode()).isEqualTo("{\"status\":410}");
    Answer next = client.poll();
    assertThat(next.status()).isEqualTo(410);
    assertThat(next.json().getString("token")).isNotEqualTo(client.token());
  }

  @Test
  void malformedBatchGets400AndIsNotHandled() throws Exception {
    start();
    client.join("room:a");
    String push = "[\"1\",\"2\",\"room:a\",\"e\",{}]";
    assertThat(client.post(push, "*").http()).isEqualTo(400);
    assertThat(client.post(push, "QUJDR").http()).isEqualTo(400);
    assertThat(client.postBytes(new byte[] {'[', (byte) 0x80, ']'}).http()).isEqualTo(400);
    assertThat(client.post(push).status()).isEqualTo(200);
    assertThat(client.poll().messages()).hasSize(1);
    assertThat(channels.get(0).calls.stream().filter("in:e"::equals)).hasSize(1);
  }

  @Test
  void batchIsLimitedToAHundredMessages() throws Exception {
    start();
    client.begin();
    String[] hundred = new String[100];
    for (int i = 0; i < hundred.length; i++) {
      hundred[i] = HEARTBEAT.replace("\"7\"", "\"" + i + "\"");
    }
    String[] more = Arrays.copyOf(hundred, 101);
    more[100] = HEARTBEAT;
    Answer refused = client.post(more);
    assertThat(refused.http()).isEqualTo(413);
    assertThat(refused.response().body()).isEmpty();
    assertThat(client.post(hundred).status()).isEqualTo(200);
    List<String> answers = client.receive(100);
    for (int i = 0; i < hundred.length; i++) {
      assertThat(answers.get(i)).startsWith("[null,\"" + i + "\",");
    }
  }

  @Test
  void bodySizeIsLimited() throws Exception {
    start(OriginCheck.none(), options -> options.maxBodyBytes(1_000));
    client.begin();
    String message = "[null,\"7\",\"phoenix\",\"heartbeat\",\"" + "x".repeat(1_000);
    String fits = message.substring(0, 998) + "\"]";
    assertThat(client.post(fits).status()).isEqualTo(200);
    assertThat(client.post(fits + " ").http()).isEqualTo(413);
    assertThat(client.post(message.repeat(2_000)).http()).isEqualTo(413);
    assertThat(client.poll().messages()).containsExactly(BEAT);
  }
}
