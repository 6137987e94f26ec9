package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.LongPollOptions;
import dev.roost.SocketLimits;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.Params;
import dev.roost.internal.pubsub.LocalPubSub;
import dev.roost.internal.session.SessionLoop;
import dev.roost.internal.session.SocketDefinition;
import dev.roost.internal.session.SocketMetrics;
import dev.roost.serializer.Serializers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The messages that each poll gets, task by task of the event loop. */
@Timeout(60)
class LongPollPollsTest {
  private static final int WINDOW_MILLIS = 1_000;

  private final Vertx vertx = Vertx.vertx();
  private final SessionLoop loop = new SessionLoop(vertx.getOrCreateContext());
  private final LongPollOptions options = new LongPollOptions().windowMillis(WINDOW_MILLIS);
  private final LongPollSessions sessions = new LongPollSessions(options);
  private UUID id;

  @BeforeEach
  void open() throws Exception {
    SocketDefinition definition =
        new SocketDefinition(
            "/socket",
            ConnectHandler.acceptAll(),
            List.of(),
            Serializers.phoenix(),
            SocketLimits.DEFAULT,
            new LocalPubSub(),
            new SocketMetrics());
    id =
        inOneTask(
            () -> {
              LongPollSession session =
                  new LongPollSession(
                      loop,
                      new IdleWatch(loop.eventLoop(), 60_000),
                      options,
                      sessions,
                      new BacklogWatch(
                          loop.eventLoop(),
                          "/socket",
                          OutboundLimits.of(options),
                          definition.metrics(),
                          new OutboundBudget(1 << 30)));
              Params params = new Params(Map.of("vsn", "2.0.0"));
              session.start(
                  definition.open(
                      definition.admit(params, ConnectInfo.NONE, "longpoll").result(),
                      loop,
                      session));
              sessions.add(session);
              return session.id();
            });
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private <T> T inOneTask(Supplier<T> work) throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.execute(() -> done.complete(work.get()));
    return done.get(20, TimeUnit.SECONDS);
  }

  private static LongPollAnswer outcome(Future<LongPollAnswer> answer) throws Exception {
    return answer.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private Future<LongPollAnswer> beat(int ref) {
    return sessions.post(
        id, true, Buffer.buffer("[null,\"" + ref + "\",\"phoenix\",\"heartbeat\",{}]"));
  }

  private static String beats(int... refs) {
    StringBuilder json = new StringBuilder();
    for (int ref : refs) {
      json.append(json.isEmpty() ? "[" : ",")
          .append("\"[null,\\\"" + ref + "\\\",\\\"phoenix\\\",\\\"phx_reply\\\",")
          .append("{\\\"status\\\":\\\"ok\\\",\\\"response\\\":{}}]\"");
    }
    return json.append("]").toString();
  }

  @Test
  void laterOfTwoPollsGetsTheMessages() throws Exception {
    Future<LongPollAnswer> first = sessions.poll(id, 1);
    Future<LongPollAnswer> second = sessions.poll(id, 2);
    beat(1);
    assertThat(outcome(second).messages().toString()).isEqualTo(beats(1));
    assertThat(first.isComplete()).isFalse();
    beat(2);
    assertThat(outcome(first)).isEqualTo(LongPollAnswer.NO_CONTENT);
    assertThat(outcome(sessions.poll(id, 3)).messages().toString()).isEqualTo(beats(2));
  }

  @Test
  void messagesOfOneTaskAreOneResponse() throws Exception {
    Future<LongPollAnswer> poll = sessions.poll(id, 1);
    inOneTask(
        () -> {
          beat(1);
          return beat(2);
        });
    assertThat(outcome(poll).messages().toString()).isEqualTo(beats(1, 2));
  }

  @Test
  void pollInsideTheTaskGetsAllMessages() throws Exception {
    Future<LongPollAnswer> waiting = sessions.poll(id, 1);
    Future<LongPollAnswer> next =
        inOneTask(
            () -> {
              beat(1);
              return sessions.poll(id, 2);
            });
    assertThat(outcome(next).messages().toString()).isEqualTo(beats(1));
    assertThat(outcome(waiting)).isEqualTo(LongPollAnswer.NO_CONTENT);
  }

  @Test
  void overtakenPollGetsNoMessages() throws Exception {
    Future<LongPollAnswer> later = sessions.poll(id, 2);
    Future<LongPollAnswer> earlier = sessions.poll(id, 1);
    sessions.abandon(id, 1);
    beat(1);
    assertThat(outcome(later).messages().toString()).isEqualTo(beats(1));
    beat(2);
    sessions.poll(id, 1);
    assertThat(outcome(sessions.poll(id, 3)).messages().toString()).isEqualTo(beats(2));
    assertThat(outcome(earlier)).isEqualTo(LongPollAnswer.NO_CONTENT);
  }

  @Test
  void pollIdsOfDifferentNodesAreUnordered() {
    PollIds here = new PollIds();
    long first = here.next();
    long second = here.next();
    assertThat(PollIds.isBefore(first, second)).isTrue();
    assertThat(PollIds.isBefore(second, first)).isFalse();
    assertThat(PollIds.isBefore(first, first)).isFalse();
    long elsewhere = first ^ Long.MIN_VALUE;
    assertThat(PollIds.isBefore(first, elsewhere)).isFalse();
    assertThat(PollIds.isBefore(elsewhere, first)).isFalse();
  }

  @Test
  void messagesAfterAnAbandonedPollWaitForTheNext() throws Exception {
    Future<LongPollAnswer> given = sessions.poll(id, 1);
    sessions.abandon(id, 1);
    beat(1);
    assertThat(outcome(given)).isEqualTo(LongPollAnswer.NO_CONTENT);
    assertThat(outcome(sessions.poll(id, 2)).messages().toString()).isEqualTo(beats(1));
  }

  @Test
  void abandoningAnEarlierPollKeepsTheLaterOne() throws Exception {
    sessions.poll(id, 1);
    Future<LongPollAnswer> later = sessions.poll(id, 2);
    sessions.abandon(id, 1);
    beat(1);
    assertThat(outcome(later).messages().toString()).isEqualTo(beats(1));
  }

  @Test
  void endOfTheSessionAnswersThePollWithTheMessages() throws Exception {
    Future<LongPollAnswer> poll = sessions.poll(id, 1);
    inOneTask(
        () -> {
          beat(1);
          sessions.endAllOf(loop.eventLoop());
          return null;
        });
    assertThat(outcome(poll).messages().toString()).isEqualTo(beats(1));
    assertThat(outcome(sessions.poll(id, 2))).isEqualTo(LongPollAnswer.GONE);
    assertThat(outcome(beat(2))).isEqualTo(LongPollAnswer.GONE);
  }

  @Test
  void endOfTheSessionAnswersAnEmptyPoll() throws Exception {
    Future<LongPollAnswer> poll = sessions.poll(id, 1);
    inOneTask(
        () -> {
          sessions.endAllOf(loop.eventLoop());
          return null;
        });
    assertThat(outcome(poll)).isEqualTo(LongPollAnswer.NO_CONTENT);
  }
}
