package dev.roost.example;

import static dev.roost.testing.PayloadMatch.containing;
import static dev.roost.testing.PayloadMatch.exactly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.SocketMount;
import dev.roost.auth.TokenRefusedException;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectInfo;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import dev.roost.testing.TestSocket;
import dev.roost.token.TokenCheck;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Channels and connect handlers of the guides behave as the pages describe. */
@Timeout(60)
class GuideChannelsTest {
  private static final EndpointOptions SECRET =
      new EndpointOptions()
          .secretKeyBase("a secret of this test, which nothing else is signed with");

  private static TestEndpoint with(Consumer<Endpoint> mount) {
    return TestEndpoint.of(SECRET, mount).timeout(Duration.ofSeconds(20));
  }

  private static TestEndpoint withSocket(Consumer<SocketMount> describe) {
    return TestEndpoint.of(describe).timeout(Duration.ofSeconds(20));
  }

  @Test
  void presencesAreTrackedAndUpdated() {
    try (TestEndpoint endpoint = with(PresenceRoom::mount)) {
      TestChannel ann = endpoint.connect(Map.of("user", "ann")).join("room:1");
      ann.assertPush("presence_state", exactly(Map.of()));
      TestSocket bob = endpoint.connect(Map.of("user", "bob"));
      TestChannel room = bob.join("room:1");
      room.assertPush("presence_state", containing(Map.of("ann", Map.of())));
      ann.assertPush("presence_diff", containing(Map.of("joins", Map.of("bob", Map.of()))));

      room.push("status", Map.of("status", "away")).assertReply("ok");
      ann.assertPush(
          "presence_diff",
          containing(
              Map.of("joins", Map.of("bob", Map.of("metas", List.of(Map.of("status", "away")))))));
      bob.close();
      ann.assertPush("presence_diff", containing(Map.of("leaves", Map.of("bob", Map.of()))));
    }
  }

  @Test
  void blockingChannelAsksTheDatabase(@TempDir Path folder) throws Exception {
    SQLiteDataSource database = new SQLiteDataSource();
    database.setUrl("jdbc:sqlite:" + folder.resolve("orders.db"));
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table orders (account text, year integer, item text)");
      statement.execute("insert into orders values ('ann', 2026, 'tea'), ('bob', 2026, 'milk')");
    }
    try (TestEndpoint endpoint =
        withSocket(
            s ->
                s.connect(ConnectHandler.acceptAll())
                    .channel("account:*", () -> new AccountChannel(database)))) {
      endpoint
          .connect()
          .join("account:ann")
          .push("orders", Map.of("year", 2026))
          .assertReply("ok", exactly(Map.of("items", List.of("tea"))));
    }
  }

  @Test
  void pageTokenAuthenticatesItsUser() {
    try (TestEndpoint endpoint = TestEndpoint.create(SECRET).timeout(Duration.ofSeconds(20))) {
      PageTokens tokens = new PageTokens(endpoint.endpoint());
      endpoint.socket(
          "/socket",
          s -> s.connect(tokens.connect()).channel("room:*", ChatServer.RoomChannel::new));

      endpoint.connect(Map.of("token", tokens.tokenFor("ann"))).join("room:1");
      assertThat(endpoint.connecting().param("token", "forged").refused())
          .isEqualTo(Optional.of(TokenCheck.Outcome.INVALID));
    }
  }

  @Test
  void tokenIsReadFromTheCookie() {
    try (TestEndpoint endpoint =
        withSocket(
            s ->
                s.connect(
                        Connecting.fromCookie(
                            token ->
                                token.equals("good")
                                    ? Future.succeededFuture(Map.of("sub", "ann"))
                                    : Future.failedFuture(new TokenRefusedException("forged"))))
                    .channel("room:*", ChatServer.RoomChannel::new))) {
      endpoint.connecting().info(ConnectInfo.NONE.withCookie("jwt", "good")).accepted();
      endpoint.connecting().info(ConnectInfo.NONE.withCookie("jwt", "bad")).refused();
    }
  }

  @Test
  void otherLibraryDecodesTheToken() throws Exception {
    try (TestEndpoint endpoint = TestEndpoint.create()) {
      assertThat(
              Connecting.verifier(endpoint.vertx(), token -> Map.of("sub", token))
                  .verify("ann")
                  .await())
          .isEqualTo(Map.of("sub", "ann"));
    }
  }

  @Test
  void socketsNeedTheSessionOfThePage() {
    try (TestEndpoint endpoint = TestEndpoint.create().timeout(Duration.ofSeconds(20))) {
      Connecting.pageAndSocket(endpoint.vertx(), endpoint.endpoint());
      endpoint.connecting().refused();
    }
  }

  @Test
  void portedRoomBehavesAsInPhoenix() {
    try (TestEndpoint endpoint =
        with(e -> PortedRoom.mount(e, room -> Future.succeededFuture(List.of("hello"))))) {
      String token = endpoint.endpoint().tokens("user socket").sign("ann");
      TestChannel room = endpoint.connect(Map.of("token", token)).join("room:1");
      assertThat(room.reply().json().toString()).isEqualTo("{\"messages\":[\"hello\"]}");
      room.assertPush("presence_state");
      TestChannel quiet = endpoint.connect(Map.of("token", token)).join("room:quiet");

      room.push("shout", Map.of("text", "hi")).assertReply("ok");
      room.assertPush("shout", exactly(Map.of("text", "hi")));
      quiet.push("shout", Map.of("text", "hi")).assertReply("ok");
      quiet.refutePush("shout");
      endpoint.connecting().param("token", "forged").refused();
    }
  }

  @Test
  void constraintsAreChecked() {
    try (TestEndpoint endpoint =
        withSocket(
            s -> s.connect(ConnectHandler.acceptAll()).channel("room", SignedMessages::new))) {
      endpoint
          .connect()
          .join("room")
          .push("new_msg", Map.of("text", "hello", "author", Map.of("name", "")))
          .assertReply(
              "error",
              exactly(
                  Map.of(
                      "reason",
                      "invalid payload",
                      "errors",
                      Map.of("author.name", "must not be blank"))));
    }
  }
}
