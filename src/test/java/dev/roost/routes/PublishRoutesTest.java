package dev.roost.routes;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static dev.roost.routes.RoutesServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roost.ChannelOptions;
import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.channel.ConnectHandler;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to topics over HTTP. */
@Timeout(60)
class PublishRoutesTest {
  private static final String KEY = "Bearer key of publishers";
  private static final boolean CI = "true".equals(System.getenv("CI"));

  private final RoutesServer server =
      new RoutesServer(
          (endpoint, router) ->
              new PublishRoutes(endpoint, BearerKey.of("key of publishers", "its successor"))
                  .maxBodyBytes(1_000)
                  .maxMessages(3)
                  .topics(topic -> !topic.startsWith("private:"))
                  .mount(router));

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> publish(String body) {
    return server.request("POST", "/api/broadcast", KEY, body);
  }

  @Test
  void messagesReachTheTopicInOrder() throws Exception {
    try (RawWebSocket client = server.join("room:a")) {
      HttpResponse<String> one =
          publish(
              "{\"topic\":\"room:a\",\"event\":\"one\",\"payload\":{\"n\":12345678901234567890.10}}");
      assertThat(one.statusCode()).isEqualTo(202);
      assertThat(one.body()).isEqualTo("{\"sent\":1}");
      assertThat(client.receiveText())
          .isEqualTo("[null,null,\"room:a\",\"one\",{\"n\":12345678901234567890.10}]");
      HttpResponse<String> two =
          publish(
              "{\"messages\":[{\"topic\":\"room:a\",\"event\":\"two\",\"payload\":{}},"
                  + "{\"topic\":\"room:a\",\"event\":\"three\",\"payload\":{\"text\":\"é\"}}]}");
      assertThat(two.body()).isEqualTo("{\"sent\":2}");
      assertThat(client.receiveText()).contains("\"two\"");
      assertThat(client.receiveText())
          .isEqualTo("[null,null,\"room:a\",\"three\",{\"text\":\"é\"}]");
    }
  }

  @Test
  void disconnectClosesTheConnectionsOfASocketId() throws Exception {
    try (RawWebSocket client = server.join("room:a")) {
      publish("{\"topic\":\"users:1\",\"event\":\"disconnect\",\"payload\":{}}");
      assertThat(client.receiveClose()).isEqualTo(1_001);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | body: expected a JSON object",
        "[] | body: expected a JSON object",
        "7 | body: expected a JSON object",
        "{\"topic\":\"a\"} | event: expected a text of 1 to 256 characters",
        "{\"topic\":\"\",\"event\":\"e\",\"payload\":{}} | topic: expected a text of 1 to 1024"
            + " characters",
        "{\"topic\":7,\"event\":\"e\",\"payload\":{}} | topic: expected a text of 1 to 1024"
            + " characters",
        "{\"topic\":\"a\",\"event\":\"e\",\"payload\":[]} | payload: expected a JSON object",
        "{\"topic\":\"a\",\"event\":\"phx_close\",\"payload\":{}} | event: names with phx_ belong"
            + " to the protocol",
        "{\"topic\":\"private:a\",\"event\":\"e\",\"payload\":{}} | topic: this key may not send to"
            + " it",
        "{\"messages\":[]} | messages: expected an array of 1 to 3",
        "{\"messages\":{}} | messages: expected an array of 1 to 3",
        "{\"messages\":[1,2,3,4]} | messages: expected an array of 1 to 3",
      })
  void invalidMessageIsExplained(String body, String error) {
    HttpResponse<String> response = publish(body);
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(response.body()).getString("error")).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"topic\":", "{} {}", "{\"topic\":\"a\",}", "nonsense"})
  void malformedJsonIsExplained(String body) {
    HttpResponse<String> response = publish(body);
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(response.body()).getString("error"))
        .startsWith("body: expected a JSON object: ")
        .hasSizeLessThan(260);
  }

  @Test
  void nothingIsSentIfOneMessageIsInvalid() throws Exception {
    try (RawWebSocket client = server.join("room:a")) {
      HttpResponse<String> refused =
          publish(
              "{\"messages\":[{\"topic\":\"room:a\",\"event\":\"e\",\"payload\":{}},"
                  + "{\"topic\":\"room:a\",\"event\":\"e\"}]}");
      assertThat(new JsonObject(refused.body()).getString("error"))
          .isEqualTo("messages[1].payload: expected a JSON object");
      publish("{\"topic\":\"room:a\",\"event\":\"next\",\"payload\":{}}");
      assertThat(client.receiveText()).contains("\"next\"");
    }
  }

  @Test
  void publishNeedsAKey() {
    String body = "{\"topic\":\"room:a\",\"event\":\"e\",\"payload\":{}}";
    for (String key :
        new String[] {null, "Bearer wrong", "Bearer ", "Basic key of publishers", "Bearer key"}) {
      HttpResponse<String> refused = server.request("POST", "/api/broadcast", key, body);
      assertThat(refused.statusCode()).as("%s", key).isEqualTo(401);
      assertThat(refused.headers().firstValue("www-authenticate")).contains("Bearer");
      assertThat(refused.body()).isEqualTo("{\"error\":\"the key is missing or wrong\"}");
    }
    for (String key : new String[] {KEY, "bearer its successor"}) {
      assertThat(server.request("POST", "/api/broadcast", key, body).statusCode()).isEqualTo(202);
    }
    assertThatIllegalArgumentException().isThrownBy(BearerKey::of);
    assertThatIllegalArgumentException().isThrownBy(() -> BearerKey.of(" "));
  }

  @Test
  void bodySizeIsLimited() {
    HttpResponse<String> refused = publish("x".repeat(1_001));
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).isEqualTo("{\"error\":\"body: expected at most 1000 bytes\"}");
  }

  @Test
  void bodySizeIsLimitedBehindTheApplicationsBodyHandler() {
    Router router = Router.router(server.vertx);
    router.route().handler(BodyHandler.create(false));
    new PublishRoutes(server.endpoint, BearerKey.of("k")).maxBodyBytes(1_000).mount(router);
    HttpResponse<String> refused =
        RoutesServer.send(
            server.listen(router), "POST", "/api/broadcast", "Bearer k", "x".repeat(1_001));
    assertThat(refused.statusCode()).isEqualTo(413);
  }

  @Test
  void topicWithoutSubscribersIsRefusedBeforeAnythingIsSent() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      Endpoint endpoint =
          Endpoint.create(vertx, new EndpointOptions().checkOrigin(OriginCheck.none()))
              .socket(
                  "/socket",
                  socket ->
                      socket
                          .connect(ConnectHandler.acceptAll())
                          .channel("room:*", ScriptedChannel::new)
                          .channel(
                              "rpc:*",
                              ScriptedChannel::new,
                              new ChannelOptions().subscribe(false)));
      Router router = Router.router(vertx);
      endpoint.mount(router);
      new PublishRoutes(endpoint, BearerKey.of("k")).mount(router);
      int port =
          await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
              .actualPort();
      List<String> heard = new CopyOnWriteArrayList<>();
      await(endpoint.subscribe("room:a", broadcast -> heard.add(broadcast.event())));
      String messages =
          "{\"messages\":[{\"topic\":\"room:a\",\"event\":\"e\",\"payload\":{}},"
              + "{\"topic\":\"rpc:a\",\"event\":\"e\",\"payload\":{}}]}";
      HttpResponse<String> refused =
          RoutesServer.send(port, "POST", "/api/broadcast", "Bearer k", messages);
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("rpc:a");
      endpoint.broadcast("room:a", "next", Map.of());
      eventually(() -> assertThat(heard).containsExactly("next"));
      await(endpoint.close());
      HttpResponse<String> closed =
          RoutesServer.send(port, "POST", "/api/broadcast", "Bearer k", messages);
      assertThat(closed.statusCode()).isEqualTo(503);
      assertThat(closed.body()).isEqualTo("{\"error\":\"the server is being stopped\"}");
    } finally {
      await(vertx.close());
    }
  }

  // -- The page

  /** The page's commands, with this server's port, print what the page shows. */
  @Test
  void commandsOfThePageWork() throws Exception {
    assumeTrue(CI || isInstalled("curl"), "no curl");
    String page = Files.readString(Path.of("src", "docs", "http-publish.md"));
    Matcher commands = Pattern.compile("(?ms)^    (curl .*?)\\n\\n    (.*?)$").matcher(page);
    int number = 0;
    try (RawWebSocket client = server.join("room:lobby")) {
      while (commands.find()) {
        String command =
            commands
                .group(1)
                .replace("localhost:4000", "127.0.0.1:" + server.port)
                .replace("$ROOST_PUBLISH_KEY", "key of publishers");
        Process shell =
            new ProcessBuilder("sh", "-c", command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(answer.strip()).as(command).isEqualTo(commands.group(2).strip());
        number++;
      }
      assertThat(number).isEqualTo(3);
      assertThat(client.receiveText())
          .isEqualTo("[null,null,\"room:lobby\",\"news\",{\"text\":\"hello\"}]");
      assertThat(client.receiveText()).contains("\"news\",{\"text\":\"one\"}");
      assertThat(client.receiveText()).contains("\"news\",{\"text\":\"two\"}");
    }
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
