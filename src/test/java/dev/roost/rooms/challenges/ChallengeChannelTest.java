package dev.roost.rooms.challenges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.ConnectResult;
import dev.roost.endpoint.Endpoint;
import dev.roost.endpoint.EndpointOptions;
import dev.roost.rooms.LogCapture;
import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.PhoenixClient.Received;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.users.User;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class ChallengeChannelTest {
  private static final String TOPIC = "challenges:7";
  private static final RoomLimits LIMITS = new RoomLimits(100, 20, 3);
  private static final Map<String, User> USERS =
      Map.of(
          "ann", new User(1, "Ann", "Archer", "ann@example.com"),
          "bob", new User(2, "Bob", "Baker", "bob@example.com"));

  private Vertx vertx;

  @BeforeEach
  void remember(Vertx provided) {
    vertx = provided;
  }

  // -- Joining

  @Test
  void joinGivesTheChallengeAndTellsTheRoom() {
    int port = serve(challenges());
    PhoenixClient ann = connect(port, "ann");

    Received joined = ann.join(TOPIC);

    assertThat(joined.status()).isEqualTo("ok");
    assertThat(joined.response())
        .isEqualTo(
            "{\"challenge\":{\"id\":7,\"title\":\"Title\",\"prompt\":\"Prompt\",\"response\":\"\","
                + "\"chat\":{\"id\":70,\"challenge_id\":7,\"messages\":[]}}}");
    assertThat(ann.next("user:joined").json())
        .isEqualTo("{\"challenge_state\":{\"language\":\"ruby\"}}");

    connect(port, "bob").join(TOPIC);

    assertThat(ann.next("user:joined").json())
        .isEqualTo("{\"challenge_state\":{\"language\":\"ruby\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "07", "+7", "-7", "0", "x", "", "7 ", "99999999999999999999"})
  void refusesUnknownChallenges(String id) {
    PhoenixClient ann = connect(serve(challenges()), "ann");

    Received refused = ann.join("challenges:" + id);

    assertThat(refused.status()).isEqualTo("error");
    assertThat(refused.response()).isEqualTo("{\"reason\":\"unknown challenge\"}");
    assertThat(ann.untilNow()).isEmpty();
  }

  @Test
  void whoJoinsWhileSomethingChangesHearsOfTheChange() {
    Challenge seen = challenge();
    int port =
        serve(
            new DelegatingChallenges(challenges()) {
              @Override
              public Future<Optional<Challenge>> find(long id) {
                // As if the change came right after this was read for the join.
                Future<Optional<Challenge>> found = Future.succeededFuture(Optional.of(seen));
                return firstFind() ? found : super.updateResponse(id, "new").map(Optional::of);
              }
            });
    PhoenixClient ann = connect(port, "ann");

    ann.join(TOPIC);

    ann.next("user:joined");
    assertThat(response(ann.next("response:updated"))).isEqualTo("new");
  }

  // -- The response

  @Test
  void anUpdateReachesAllAndIsKept() {
    int port = serve(challenges());
    PhoenixClient ann = connect(port, "ann");
    PhoenixClient bob = connect(port, "bob");
    allJoin(ann, bob);

    ann.send(TOPIC, "response:update", "{\"response\":\"puts 1\\n\",\"user_id\":2}");

    for (PhoenixClient each : List.of(ann, bob)) {
      assertThat(each.next("response:updated").json())
          .isEqualTo(
              "{\"challenge\":{\"id\":7,\"title\":\"Title\",\"prompt\":\"Prompt\","
                  + "\"response\":\"puts 1\\n\","
                  + "\"chat\":{\"id\":70,\"challenge_id\":7,\"messages\":[]}}}");
    }
    assertThat(ann.untilNow()).as("a reply").isEmpty();
    assertThat(connect(port, "ann").join(TOPIC).response()).contains("\"puts 1\\n\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"response\":null}",
        "{\"response\":1}",
        "{\"response\":[\"x\"]}",
        "\"text\"",
        "null",
        "[]",
        "{\"response\":\"\\ud83d\"}",
      })
  void refusesWhatIsNoResponse(String payload) {
    PhoenixClient ann = connect(serve(challenges()), "ann");
    allJoin(ann, ann);

    Received reply = ann.push(TOPIC, "response:update", payload);

    assertThat(reply.status()).isEqualTo("error");
    assertThat(reply.response()).isEqualTo("{\"error\":\"Error updating challenge\"}");
    assertThat(ann.untilNow()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"x,100,true", "x,101,false", "é,50,true", "é,51,false"})
  void boundsTheResponseInBytes(String character, int times, boolean fits) {
    PhoenixClient ann = connect(serve(challenges()), "ann");
    allJoin(ann, ann);

    ann.send(TOPIC, "response:update", "{\"response\":\"" + character.repeat(times) + "\"}");

    Received answer = ann.next();
    assertThat(answer.event()).isEqualTo(fits ? "response:updated" : "phx_reply");
  }

  @Test
  void emptiesTheResponse() {
    PhoenixClient ann = connect(serve(challenges()), "ann");
    allJoin(ann, ann);

    ann.send(TOPIC, "response:update", "{\"response\":\"\"}");

    assertThat(response(ann.next("response:updated"))).isEmpty();
  }

  @Test
  void allSeeTheUpdatesOfAllInOneOrder() {
    int port = serve(challenges());
    List<PhoenixClient> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(connect(port, i % 2 == 0 ? "ann" : "bob"));
    }
    allJoin(clients.toArray(PhoenixClient[]::new));

    for (int i = 0; i < 50; i++) {
      for (int c = 0; c < clients.size(); c++) {
        clients.get(c).send(TOPIC, "response:update", "{\"response\":\"" + c + "-" + i + "\"}");
      }
    }

    List<List<String>> seen =
        clients.stream()
            .map(
                client ->
                    IntStream.range(0, 50 * clients.size())
                        .mapToObj(i -> response(client.next("response:updated")))
                        .toList())
            .toList();
    assertThat(seen).allMatch(each -> each.equals(seen.get(0)));
    for (int c = 0; c < clients.size(); c++) {
      String own = c + "-";
      assertThat(seen.get(0).stream().filter(text -> text.startsWith(own)))
          .isEqualTo(IntStream.range(0, 50).mapToObj(i -> own + i).toList());
    }
    String last = seen.get(0).get(seen.get(0).size() - 1);
    assertThat(connect(port, "ann").join(TOPIC).response()).contains("\"" + last + "\"");
  }

  @Test
  void keepsTheOrderOfOneClientWhenStoringTakesTime() {
    List<Promise<Void>> storing = List.of(Promise.promise(), Promise.promise());
    AtomicInteger begun = new AtomicInteger();
    int port =
        serve(
            new DelegatingChallenges(challenges()) {
              @Override
              public Future<Challenge> updateResponse(long id, String response) {
                return storing
                    .get(begun.getAndIncrement())
                    .future()
                    .compose(stored -> super.updateResponse(id, response));
              }
            });
    PhoenixClient ann = connect(port, "ann");
    allJoin(ann, ann);

    ann.send(TOPIC, "response:update", "{\"response\":\"one\"}");
    ann.send(TOPIC, "response:update", "{\"response\":\"two\"}");
    ann.send(TOPIC, "language:update", "{\"response\":\"php\"}");
    assertThat(ann.untilNow()).isEmpty();
    storing.get(1).complete();
    assertThat(ann.untilNow()).isEmpty();
    storing.get(0).complete();

    assertThat(response(ann.next("response:updated"))).isEqualTo("one");
    assertThat(response(ann.next("response:updated"))).isEqualTo("two");
    ann.next("language:updated");
  }

  // -- The language

  @Test
  void aLanguageReachesAllAndWhoComesLater() {
    int port = serve(challenges());
    PhoenixClient ann = connect(port, "ann");
    PhoenixClient bob = connect(port, "bob");
    allJoin(ann, bob);

    ann.send(TOPIC, "language:update", "{\"response\":\"erlang\"}");

    for (PhoenixClient each : List.of(ann, bob)) {
      assertThat(each.next("language:updated").json()).isEqualTo("{\"language\":\"erlang\"}");
    }
    PhoenixClient late = connect(port, "ann");
    late.join(TOPIC);
    assertThat(late.next("user:joined").json())
        .isEqualTo("{\"challenge_state\":{\"language\":\"erlang\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"response\":\"cobol\"}", "{\"response\":\"RUBY\"}", "{}", "[]"})
  void refusesWhatIsNoLanguage(String payload) {
    PhoenixClient ann = connect(serve(challenges()), "ann");
    allJoin(ann, ann);

    Received reply = ann.push(TOPIC, "language:update", payload);

    assertThat(reply.status()).isEqualTo("error");
    assertThat(reply.response()).isEqualTo("{\"error\":\"Error updating language\"}");
  }

  // -- The chat

  @Test
  void aMessageReachesAllAndTellsOfItsAuthorNoMoreThanTheName() {
    int port = serve(challenges());
    PhoenixClient ann = connect(port, "ann");
    PhoenixClient bob = connect(port, "bob");
    allJoin(ann, bob);

    bob.send(TOPIC, "chat:create_message", "{\"message\":\"<b>hi</b>\",\"user_id\":1}");

    for (PhoenixClient each : List.of(ann, bob)) {
      assertThat(each.next("chat:message_created").json())
          .isEqualTo(
              "{\"challenge\":{\"id\":7,\"title\":\"Title\",\"prompt\":\"Prompt\",\"response\":\"\","
                  + "\"chat\":{\"id\":70,\"challenge_id\":7,\"messages\":[{\"id\":1,\"chat_id\":70,"
                  + "\"user\":{\"id\":2,\"first_name\":\"Bob\"},\"content\":\"<b>hi</b>\"}]}}}");
    }
    assertThat(bob.untilNow()).as("a reply").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"\"}",
        "{\"message\":\" \\n\\t\"}",
        "{\"message\":\"more than twenty bytes\"}",
        "{\"message\":{}}",
        "{}",
        "7",
      })
  void refusesWhatIsNoMessage(String payload) {
    PhoenixClient ann = connect(serve(challenges()), "ann");
    allJoin(ann, ann);

    Received reply = ann.push(TOPIC, "chat:create_message", payload);

    assertThat(reply.status()).isEqualTo("error");
    assertThat(reply.response()).isEqualTo("{\"error\":\"Error creating message for chat 70\"}");
  }

  @Test
  void keepsTheLatestMessages() {
    int port = serve(challenges());
    PhoenixClient ann = connect(port, "ann");
    allJoin(ann, ann);

    for (int i = 1; i <= 5; i++) {
      ann.send(TOPIC, "chat:create_message", "{\"message\":\"m" + i + "\"}");
    }

    Received last = null;
    for (int i = 1; i <= 5; i++) {
      last = ann.next("chat:message_created");
    }
    assertThat(
            Objects.requireNonNull(last)
                .payload()
                .at("/challenge/chat/messages")
                .findValuesAsText("content"))
        .containsExactly("m3", "m4", "m5");
  }

  // -- Everything else

  @Test
  void takesTheEndOfTypingWithoutAWord() {
    PhoenixClient ann = connect(serve(challenges()), "ann");
    allJoin(ann, ann);

    ann.send(TOPIC, "current_participant_typing:remove", "{}");

    assertThat(ann.untilNow()).isEmpty();
  }

  @Test
  void crashesOnUnknownEvents() {
    PhoenixClient ann = connect(serve(challenges()), "ann");
    allJoin(ann, ann);
    try (LogCapture log = new LogCapture()) {
      ann.send(TOPIC, "response:delete", "{}");

      ann.next("phx_error");
      assertThat(log.lines()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "response:update,response,Error updating challenge",
    "language:update,response,Error updating language",
    "chat:create_message,message,Error creating message for chat 70",
  })
  void saysWhenSomethingCouldNotBeStoredAndGoesOn(String event, String member, String error) {
    int port = serve(new BrokenChallenges(challenges()));
    PhoenixClient ann = connect(port, "ann");
    allJoin(ann, ann);
    try (LogCapture log = new LogCapture()) {
      Received reply = ann.push(TOPIC, event, "{\"" + member + "\":\"ruby\"}");

      assertThat(reply.status()).isEqualTo("error");
      assertThat(reply.response()).isEqualTo("{\"error\":\"" + error + "\"}");
      assertThat(log.lines())
          .containsExactly(
              "ERROR ChallengeChannel(challenges:7) could not do "
                  + event
                  + ": java.lang.IllegalStateException: disk full");
    }
    assertThat(ann.push(TOPIC, event, "{}").status()).isEqualTo("error");
  }

  // -- Set-up

  private static Challenge challenge() {
    return new Challenge(7, "Title", "Prompt", "", Language.RUBY, new Chat(70, 7, List.of()));
  }

  private static Challenges challenges() {
    return new InMemoryChallenges(List.of(challenge()), LIMITS.maxChatMessages());
  }

  private int serve(Challenges challenges) {
    Endpoint endpoint = Endpoint.create(vertx, new EndpointOptions().eventLoops(2));
    Rooms rooms = Rooms.open(vertx, endpoint, challenges, 2).await();
    return endpoint
        .socket(
            "/socket",
            socket ->
                socket
                    .connect(
                        request ->
                            ConnectResult.accept()
                                .assign(
                                    "user",
                                    Objects.requireNonNull(USERS.get(request.params().get("user"))))
                                .now())
                    .channel("challenges:*", () -> new ChallengeChannel(rooms, LIMITS)))
        .listen(new HttpServerOptions().setHost("127.0.0.1").setPort(0), router -> {})
        .await()
        .port();
  }

  private PhoenixClient connect(int port, String user) {
    return PhoenixClient.connect(vertx, port, "user=" + user);
  }

  /** All join, and have heard of each other. */
  private static void allJoin(PhoenixClient... clients) {
    List<PhoenixClient> all = List.of(clients).stream().distinct().toList();
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).join(TOPIC).status()).isEqualTo("ok");
      all.subList(0, i + 1).forEach(present -> present.next("user:joined"));
    }
  }

  private static String response(Received message) {
    return new JsonObject(message.json()).getJsonObject("challenge").getString("response");
  }

  /** A store that tests change in part. */
  private static class DelegatingChallenges implements Challenges {
    private final Challenges challenges;
    private final AtomicInteger finds = new AtomicInteger();

    DelegatingChallenges(Challenges challenges) {
      this.challenges = challenges;
    }

    boolean firstFind() {
      return finds.getAndIncrement() == 0;
    }

    @Override
    public Future<Optional<Challenge>> find(long id) {
      return challenges.find(id);
    }

    @Override
    public Future<Challenge> updateResponse(long id, String response) {
      return challenges.updateResponse(id, response);
    }

    @Override
    public Future<Challenge> updateLanguage(long id, Language language) {
      return challenges.updateLanguage(id, language);
    }

    @Override
    public Future<Challenge> addMessage(long id, Author author, String content) {
      return challenges.addMessage(id, author, content);
    }
  }

  /** A store that can only be read. */
  private static final class BrokenChallenges extends DelegatingChallenges {
    BrokenChallenges(Challenges challenges) {
      super(challenges);
    }

    @Override
    public Future<Challenge> updateResponse(long id, String response) {
      return full();
    }

    @Override
    public Future<Challenge> updateLanguage(long id, Language language) {
      throw new IllegalStateException("disk full");
    }

    @Override
    public Future<Challenge> addMessage(long id, Author author, String content) {
      return full();
    }

    private static Future<Challenge> full() {
      return Future.failedFuture(new IllegalStateException("disk full"));
    }
  }
}
