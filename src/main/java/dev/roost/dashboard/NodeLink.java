package dev.roost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.Endpoint;
import dev.roost.cluster.ClusterStatus;
import dev.roost.cluster.NodeId;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.InvalidPayloadException;
import dev.roost.serializer.Payload;
import dev.roost.token.TokenCheck;
import dev.roost.token.Tokens;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the nodes of a cluster, this one included, and answers the others. Each node subscribes to
 * its own topic. Messages are encrypted, as a client may join any topic that the application has a
 * channel for, and cause broadcasts to it. Safe for any thread.
 */
final class NodeLink {
  private static final Logger log = LoggerFactory.getLogger(NodeLink.class);

  private static final String TOPIC = "roost_dashboard:";
  private static final String ASK = "ask";
  private static final String ANSWER = "answer";
  private static final String SEALED = "sealed";
  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int MAX_WAITING = 1_000;

  private final Endpoint endpoint;
  private final Context context;
  private final NodeAnswers answers;
  private final Tokens tokens;
  private final Map<Long, Promise<Payload>> waiting = new HashMap<>();
  private long lastRef;

  /** As it is sent. */
  private record Sealed(String sealed) {}

  private record Ask(String from, long ref, Question question) {}

  private record Answer(long ref, JsonNode body) {}

  /**
   * A link.
   *
   * @param context on which all of its work is done
   */
  NodeLink(Endpoint endpoint, Context context, NodeAnswers answers) {
    this.endpoint = endpoint;
    this.context = context;
    this.answers = answers;
    this.tokens = endpoint.tokens("roost dashboard of other nodes");
    ClusterStatus cluster = endpoint.cluster();
    if (cluster != null) {
      context.runOnContext(
          begin ->
              endpoint
                  .subscribe(topic(cluster.self()), this::receive)
                  .onFailure(
                      failure ->
                          log.warn("the dashboard of other nodes cannot show this one", failure)));
    }
  }

  private static String topic(NodeId node) {
    return TOPIC + node;
  }

  /** This node, and then the others in a fixed order; a node on its own is {@code null} alone. */
  List<@Nullable NodeId> nodes() {
    List<@Nullable NodeId> all = new ArrayList<>();
    ClusterStatus cluster = endpoint.cluster();
    all.add(cluster == null ? null : cluster.self());
    if (cluster != null) {
      cluster.nodes().stream()
          .sorted((a, b) -> a.toString().compareTo(b.toString()))
          .forEach(all::add);
    }
    return all;
  }

  /**
   * Asks a node.
   *
   * @param node null for this one
   * @return completes on the caller's context; fails with a {@link TimeoutException} if the node
   *     does not answer
   */
  <T> Future<T> ask(@Nullable NodeId node, Question question, Class<T> answer) {
    Context caller = endpoint.vertx().getOrCreateContext();
    Promise<T> answered = Promise.promise();
    Promise<T> promise = Promise.promise();
    promise.future().onComplete(result -> caller.runOnContext(back -> answered.handle(result)));
    context.runOnContext(
        begin -> {
          try {
            ClusterStatus cluster = endpoint.cluster();
            if (node == null || cluster == null || node.equals(cluster.self())) {
              answers.answer(question).map(answer::cast).onComplete(promise);
            } else {
              askOther(cluster.self(), node, question)
                  .map(body -> body.decode(answer))
                  .onComplete(promise);
            }
          } catch (RuntimeException endpointIsClosed) {
            promise.tryFail(endpointIsClosed);
          }
        });
    return answered.future();
  }

  private Future<Payload> askOther(NodeId self, NodeId node, Question question) {
    if (waiting.size() >= MAX_WAITING) {
      return Future.failedFuture(new TimeoutException("too many questions wait for other nodes"));
    }
    long ref = ++lastRef;
    Promise<Payload> promise = Promise.promise();
    waiting.put(ref, promise);
    Vertx vertx = endpoint.vertx();
    long timer =
        vertx.setTimer(
            TIMEOUT_MILLIS,
            expired -> promise.tryFail(new TimeoutException("the node does not answer")));
    send(topic(node), ASK, new Ask(self.toString(), ref, question));
    return promise
        .future()
        .onComplete(
            done -> {
              waiting.remove(ref);
              vertx.cancelTimer(timer);
            });
  }

  private void send(String topic, String event, Object message) {
    endpoint.broadcast(topic, event, new Sealed(tokens.encrypt(message)));
  }

  private void receive(Broadcast broadcast) {
    try {
      JsonNode sealed = broadcast.payload().json().get(SEALED);
      TokenCheck check = tokens.decrypt(sealed == null ? null : sealed.textValue());
      if (!check.isValid()) {
        log.warn("ignored a broadcast to the dashboard that no node has sent");
      } else if (broadcast.event().equals(ASK)) {
        answer(check.data().decode(Ask.class));
      } else if (broadcast.event().equals(ANSWER)) {
        Answer answer = check.data().decode(Answer.class);
        Promise<Payload> promise = waiting.get(answer.ref);
        if (promise != null) {
          promise.tryComplete(Payload.of(answer.body));
        }
      }
    } catch (InvalidPayloadException ofAnotherVersion) {
      log.debug("ignored a message of another version's dashboard", ofAnotherVersion);
    }
  }

  private void answer(Ask ask) {
    String topic = topic(NodeId.parse(ask.from));
    answers
        .answer(ask.question)
        .onSuccess(body -> send(topic, ANSWER, new Answer(ask.ref, Payload.of(body).json())))
        .onFailure(failure -> log.debug("could not answer the dashboard of a node", failure));
  }
}
