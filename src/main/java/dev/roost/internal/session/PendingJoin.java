package dev.roost.internal.session;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.internal.session.SocketDefinition.Route;
import dev.roost.pubsub.History;
import dev.roost.serializer.Message;
import dev.roost.serializer.Payload;
import dev.roost.serializer.Ref;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A channel's join, from the client's message to the answer. */
final class PendingJoin {
  private static final Logger log = LoggerFactory.getLogger(PendingJoin.class);

  private static final Payload JOIN_CRASHED = Payload.json("{\"reason\":\"join crashed\"}");

  private final ChannelServer server;
  private final SocketSession session;
  private final JoinRefs refs;
  private final @Nullable Ref ref;
  private final Payload params;
  private @Nullable Message closeForReplacedJoin;
  private @Nullable History history;
  private boolean subscribed;
  private @Nullable Channel timed;
  private long since;

  /**
   * @param join the client's message
   * @param closeForReplacedJoin the {@code phx_close} of the channel that this one replaces: the
   *     client gets it behind the answer to this join
   */
  PendingJoin(ChannelServer server, Message join, @Nullable Message closeForReplacedJoin) {
    this.server = server;
    this.session = server.session();
    this.refs = server.refs();
    this.ref = join.ref();
    this.params = join.payload();
    this.closeForReplacedJoin = closeForReplacedJoin;
  }

  void begin(Route route, Join join) {
    history = route.history();
    subscribed = route.subscribed();
    Future<Reply> reply;
    try {
      Channel made =
          Objects.requireNonNull(route.factory().get(), "the factory of the channel returned null");
      server.serveWith(made);
      since = session.events().joining(refs.topic(), made);
      timed = since == SocketEvents.UNTIMED ? null : made;
      reply = ask(made, join);
    } catch (Throwable failure) {
      reply = Future.failedFuture(failure);
    }
    session.loop().whenDone(reply, this::decided);
  }

  /** Asks the channel whether the client may join. */
  private Future<Reply> ask(Channel channel, Join request) {
    Supplier<Future<Reply>> question =
        MessageSpan.around(
            server,
            request,
            LogContext.around(
                server,
                () ->
                    Objects.requireNonNull(channel.join(request), "join returned null")
                        .toFuture()));
    if (!server.isBlocking()) {
      return question.get();
    }
    Promise<Reply> answer = Promise.promise();
    server.<Future<Reply>>ask(
        question::get,
        (reply, failure) -> {
          if (reply == null) {
            answer.fail(failure);
          } else {
            reply.onComplete(answer);
          }
        });
    return answer.future();
  }

  private void decided(AsyncResult<Reply> decision) {
    if (!server.isJoining()) {
      return;
    }
    Reply reply = decision.failed() ? server.errorReply(decision.cause()) : decision.result();
    if (decision.failed() && reply != null && reply.isError()) {
      session.definition().metrics().countAnsweredError();
      refuse(reply);
    } else if (decision.failed() || reply == null || !(reply.isOk() || reply.isError())) {
      Throwable cause = decision.cause();
      crashed(cause != null ? cause : new IllegalStateException("a join is ok or error"));
    } else if (reply.isOk()) {
      accept(reply);
    } else {
      refuse(reply);
    }
  }

  private void accept(Reply reply) {
    try {
      server.intercept();
    } catch (RuntimeException failure) {
      crashed(failure);
      return;
    }
    reportJoin(true);
    server.joined(reply);
  }

  void crashed(Throwable failure) {
    session
        .events()
        .crashed(log, server.describe(), session.socket(), refs.topic(), "join", failure);
    session.definition().metrics().countCrashed();
    refuse(Reply.error(JOIN_CRASHED));
  }

  private void refuse(Reply reply) {
    server.refused(() -> answerRefused(reply));
  }

  private void answerRefused(Reply reply) {
    reportJoin(false);
    try {
      answer(reply);
    } catch (IllegalArgumentException unspeakable) {
      log.error("the refusal of {} cannot be sent: {}", server.describe(), Crash.line(unspeakable));
      answer(Reply.error(JOIN_CRASHED));
    }
  }

  /** Sends the client the reply of the join and the missed broadcasts. */
  void accept(Reply reply, @Nullable Resumption resumption) {
    answer(reply);
    if (resumption != null) {
      resumption.push();
    }
  }

  /** Sends the answer, then the delayed close of the replaced channel. */
  void answer(Reply reply) {
    session.reply(refs.joinRef(), ref, refs.topic(), reply);
    sendReplacedClose();
  }

  /** The client does not wait any more. Send the delayed close of the replaced channel. */
  void sendReplacedClose() {
    if (closeForReplacedJoin != null) {
      session.send(closeForReplacedJoin);
      closeForReplacedJoin = null;
    }
  }

  @Nullable Message closeForReplacedJoin() {
    return closeForReplacedJoin;
  }

  /** Whether the channel subscribes to its topic. */
  boolean isSubscribed() {
    return subscribed;
  }

  /** Subscribes to the topic. With a history, the join's parameters say what the client missed. */
  @Nullable Resumption subscribe() {
    if (history == null) {
      return null;
    }
    return new Resumption(
        server,
        params,
        session
            .definition()
            .pubSub()
            .subscribe(session.loop().eventLoop(), refs.topic(), server, history));
  }

  private void reportJoin(boolean accepted) {
    if (timed != null) {
      session.events().joined(server, timed, params, accepted, since);
      timed = null;
    }
  }
}
