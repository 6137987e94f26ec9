package dev.roost.internal.session;

import dev.roost.SocketInfo;
import dev.roost.SocketLimits;
import dev.roost.channel.BlockingChannel;
import dev.roost.channel.Channel;
import dev.roost.channel.Forwarding;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.internal.pubsub.Dispatch;
import dev.roost.internal.pubsub.Subscriber;
import dev.roost.internal.pubsub.Subscription;
import dev.roost.internal.session.SocketDefinition.Route;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Events;
import dev.roost.serializer.Message;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one channel from its join to its end, one callback at a time. Mirrors {@code
 * Phoenix.Channel.Server}. What the channel asks for in between comes by {@link ChannelActions}.
 *
 * <p>What cannot be handled at once waits in the {@link Mailbox}: while the join is pending, while
 * the channel is held, and always for messages that come from other channels' callbacks.
 */
final class ChannelServer implements Subscriber {
  private static final Logger log = LoggerFactory.getLogger(ChannelServer.class);

  private enum State {
    JOINING,
    JOINED,
    ENDED
  }

  private final SocketSession session;
  private final JoinRefs refs;
  private final Mailbox mailbox = new Mailbox();
  private final ChannelActions actions;
  private @Nullable PendingJoin joining;
  private @Nullable Channel channel;
  private State state = State.JOINING;
  private @Nullable Interception interception;
  private @Nullable Subscription subscription;
  private @Nullable BlockingCallbacks blocking;
  private @Nullable IncomingPush handling;
  private long handlingSince;
  private @Nullable StopReason stopping;
  private @Nullable Throwable failedInside;
  private boolean inCallback;
  private boolean overflowing;
  private int holds;

  /**
   * @param join the client's message
   * @param owedClose the {@code phx_close} of the channel that this one replaces: the client gets
   *     it behind the answer to this join
   */
  ChannelServer(SocketSession session, Message join, @Nullable Message owedClose) {
    this.session = session;
    this.refs = JoinRefs.of(join);
    this.actions = new ChannelActions(this);
    this.joining = new PendingJoin(this, join, owedClose);
  }

  // -- Join

  void join(Route route, Join wish) {
    joining().begin(route, wish);
  }

  void serveWith(Channel made) {
    made.attach(actions);
    channel = made;
    if (made instanceof BlockingChannel) {
      blocking =
          new BlockingCallbacks(session.loop(), session.definition().supervision().blocking());
    }
  }

  /** Asks the channel whether the client may join. */
  Future<Reply> askToJoin(Join request) {
    Channel asked = channel();
    Supplier<Future<Reply>> question =
        MessageSpan.around(this, request, LogContext.around(this, () -> answerOf(asked, request)));
    if (blocking == null) {
      return question.get();
    }
    Promise<Reply> answer = Promise.promise();
    blocking.<Future<Reply>>run(
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

  private static Future<Reply> answerOf(Channel asked, Join request) {
    return Objects.requireNonNull(asked.join(request), "join returned null").toFuture();
  }

  /** Asks the channel what it intercepts, once it is known to let the client in. */
  void intercept() {
    interception = Interception.of(channel());
  }

  void joined(Reply reply) {
    PendingJoin join = joining();
    state = State.JOINED;
    joining = null;
    session.definition().metrics().countJoined();
    log.debug("joined {}", describe());
    Resumption resumption = join.subscribe();
    if (resumption != null) {
      subscription = resumption.subscription();
    } else if (join.isSubscribed()) {
      subscription =
          session.definition().pubSub().subscribe(session.loop().eventLoop(), topic(), this);
    }
    if (blocking == null) {
      call(
          "joined",
          () -> {
            welcome(join, reply, resumption);
            channel().joined();
          });
    } else {
      joinedBlocking(join, reply, resumption);
    }
    drain();
  }

  // The reply and missed broadcasts are sent from the event loop, before any new broadcast.
  private void joinedBlocking(PendingJoin join, Reply reply, @Nullable Resumption resumption) {
    Interception intercepting = interception;
    if (intercepting != null) {
      intercepting.collectMissed();
    }
    runGuarded("joined", () -> welcome(join, reply, resumption));
    if (state == State.JOINED) {
      call(
          "joined",
          () -> {
            if (intercepting != null) {
              intercepting.handleCollected();
            }
            channel().joined();
          });
    }
  }

  private static void welcome(PendingJoin join, Reply reply, @Nullable Resumption resumption) {
    join.answer(reply);
    if (resumption != null) {
      resumption.tell();
    }
  }

  void refused(Runnable answer) {
    state = State.ENDED;
    joining = null;
    session.forget(this);
    letGo();
    answer.run();
    // What was sent behind the join finds no channel.
    for (Object waiting = mailbox.poll(); waiting != null; waiting = mailbox.poll()) {
      if (waiting instanceof Message message) {
        session.receiveAgain(message);
      }
    }
  }

  private PendingJoin joining() {
    return Objects.requireNonNull(joining);
  }

  // -- Messages to the channel

  /** A message of the client with this join's ref or none. */
  void receive(Message message) {
    if (message.event().equals(Events.LEAVE) && state == State.JOINING) {
      abandonJoin(message);
    } else {
      take(message);
    }
  }

  // The client's patience has ended. It will join anew, so nobody waits for this join any more.
  private void abandonJoin(Message leave) {
    session.forget(this);
    session.reply(leave.joinRef(), leave.ref(), topic(), Reply.ok());
    joining().payOwedClose();
    end(StopReason.LEFT);
  }

  @Override
  public void deliver(Dispatch dispatch) {
    if (state != State.JOINED) {
      return;
    }
    if (dispatch.isFrom(this)) {
      tellPosition(dispatch.historyId());
    } else if (interception != null && interception.covers(dispatch.broadcast())) {
      // Never at once: we are in the middle of somebody's callback.
      takeSoon(Intercepted.of(dispatch));
    } else {
      session.sendShared(dispatch);
    }
  }

  // In the place of a broadcast, so that the client does not take it for missed.
  private void tellPosition(@Nullable String historyId) {
    if (historyId != null) {
      session.send(Resumption.position(refs, historyId));
    }
  }

  /** A broadcast that the client has missed, before all that it gets. */
  void deliverMissed(Dispatch dispatch) {
    if (interception != null && interception.covers(dispatch.broadcast())) {
      interception.missed(Intercepted.of(dispatch));
    } else {
      session.sendShared(dispatch);
    }
  }

  /** A payload that is pushed, with the id of the broadcast that it stands for, if any. */
  Payload inPlace(Payload payload) {
    return interception == null ? payload : interception.inPlace(payload);
  }

  /** A message for {@link Channel#handleInfo}. */
  private record Info(Object message) {}

  /** A message of the server's own code, when no callback can be running. */
  void inform(Object message) {
    take(new Info(message));
  }

  /** A broadcast for {@link Channel#handleBroadcast}. */
  private record Heard(Broadcast broadcast) {}

  /** A broadcast of another topic, when some callback may be running. */
  void hearSoon(Broadcast broadcast) {
    takeSoon(new Heard(broadcast));
  }

  /** A broadcast of another topic for the client. */
  void forward(Dispatch dispatch) {
    if (state == State.JOINED) {
      session.sendShared(dispatch);
    }
  }

  /** The same under another topic or event. */
  void forward(Dispatch dispatch, Forwarding forwarding) {
    if (state == State.JOINED) {
      session.sendShared(dispatch, forwarding);
    }
  }

  /** Code that the channel wants to run between its callbacks. */
  void runCode(Runnable code) {
    take(code);
  }

  private void takeSoon(Object message) {
    if (state != State.ENDED && put(message)) {
      session.loop().execute(this::drain);
    }
  }

  private void take(Object message) {
    if (state == State.ENDED) {
      return;
    }
    if (canHandle() && mailbox.isEmpty()) {
      handle(message);
    } else {
      put(message);
    }
  }

  private boolean canHandle() {
    return state == State.JOINED && holds == 0 && !inCallback && !overflowing;
  }

  private boolean put(Object message) {
    if (overflowing) {
      return false;
    }
    // What only waits for the loop's present work is bounded by that work.
    boolean bounded = state == State.JOINING || holds > 0 || blocking != null;
    SocketLimits limits = session.definition().options();
    if (!bounded
        || (mailbox.size() < limits.maxQueuedMessages()
            && mailbox.bytes() < limits.maxQueuedBytes())) {
      mailbox.add(message);
      return true;
    }
    overflowing = true;
    mailbox.clear();
    session.definition().metrics().countQueueOverflow();
    // Not at once: we may be in the middle of a delivery or a callback.
    session.loop().execute(() -> crash("waiting", new QueueOverflowException()));
    return false;
  }

  private void drain() {
    while (canHandle()) {
      Object message = mailbox.poll();
      if (message == null) {
        return;
      }
      handle(message);
    }
  }

  private void handle(Object message) {
    if (message instanceof Message fromClient) {
      if (fromClient.event().equals(Events.LEAVE)) {
        leave(fromClient);
      } else {
        handleIn(fromClient);
      }
    } else if (message instanceof Intercepted out) {
      Interception intercepting = Objects.requireNonNull(interception);
      call("handleOut", () -> intercepting.handleOut(out));
    } else if (message instanceof Heard heard) {
      call("handleBroadcast", () -> channel().handleBroadcast(heard.broadcast));
    } else if (message instanceof Info info) {
      call("handleInfo", () -> channel().handleInfo(info.message));
    } else if (message instanceof Runnable code) {
      call("run", code);
    }
  }

  private void handleIn(Message message) {
    IncomingPush push = new IncomingPush(this, message);
    handlingSince = session.events().handling(topic(), channel());
    handling = push;
    call("handleIn", MessageSpan.around(this, push, () -> handleIn(push)));
  }

  private void handleIn(IncomingPush push) {
    try {
      channel().dispatch(push);
    } catch (Throwable failure) {
      if (!answersError(push, failure)) {
        throw failure;
      }
    }
  }

  private void leave(Message message) {
    session.reply(refs.answering(), message.ref(), topic(), Reply.ok());
    stopNow(StopReason.LEFT);
  }

  // -- Callbacks and the end

  private void call(String callback, Runnable code) {
    Runnable body = LogContext.around(this, code);
    inCallback = true;
    failedInside = null;
    if (blocking != null) {
      blocking.run(
          Executors.callable(body),
          (nothing, failure) -> {
            if (failure != null) {
              failedInside = failure;
            }
            returned(callback);
            drain();
          });
      return;
    }
    try {
      body.run();
    } catch (Throwable failure) {
      failedInside = failure;
    }
    returned(callback);
  }

  private void returned(String callback) {
    IncomingPush handled = handling;
    handling = null;
    inCallback = false;
    if (failedInside != null) {
      crash(callback, failedInside);
      return;
    }
    if (stopping != null) {
      stopNow(stopping);
    }
    if (handled != null) {
      session.events().handledIn(this, channel(), handled, handlingSince);
    }
  }

  private void crash(String callback, Throwable failure) {
    if (inCallback) {
      // A callback is not to find its channel ended under it.
      failedInside = failure;
    } else if (state == State.JOINING) {
      joining().crashed(failure);
    } else if (state == State.JOINED) {
      report(callback, failure);
      session.definition().metrics().countCrashed();
      stopNow(StopReason.ERROR);
    } else {
      log.debug("{} failed in {} after its end", describe(), callback, failure);
    }
  }

  private void stopNow(StopReason reason) {
    if (state == State.ENDED) {
      return;
    }
    session.forget(this);
    try {
      session.send(reason == StopReason.ERROR ? refs.error() : refs.close());
    } finally {
      end(reason);
    }
  }

  /** What the client is still to be told once another channel has taken this one's place. */
  @Nullable Message farewell() {
    return joining == null ? refs.close() : joining.owedClose();
  }

  /** Ends without a word to the client. */
  void end(StopReason reason) {
    if (state == State.ENDED) {
      return;
    }
    state = State.ENDED;
    joining = null;
    mailbox.clear();
    letGo();
    // So that what is thrown by what it calls is logged as its own.
    inCallback = true;
    Runnable terminating = LogContext.around(this, () -> channel().terminate(reason));
    if (blocking == null) {
      lastly(terminating);
    } else {
      // Behind the callback that may be running.
      blocking.run(
          Executors.callable(terminating),
          (nothing, failure) -> {
            if (failure != null) {
              report("terminate", failure);
            }
          });
    }
  }

  private void letGo() {
    if (subscription != null) {
      subscription.cancel();
    }
    actions.letGo();
  }

  /** Does something that belongs to the end, and does not let its failure get in the way. */
  void lastly(Runnable action) {
    try {
      action.run();
    } catch (Throwable failure) {
      report("terminate", failure);
    }
  }

  private void report(String callback, Throwable failure) {
    session.events().crashed(log, describe(), session.socket(), topic(), callback, failure);
  }

  // -- Exceptions that are answered

  /** See {@link ErrorReplies#of}. */
  @Nullable Reply errorReply(Throwable failure) {
    return ErrorReplies.of(failure, channel, session.definition().supervision().errors());
  }

  private boolean answersError(IncomingPush push, Throwable failure) {
    Reply reply = push.isAnswered() ? null : errorReply(failure);
    if (reply == null) {
      return false;
    }
    answerError(push, reply, failure);
    return true;
  }

  private void answerError(IncomingPush push, Reply reply, Throwable failure) {
    session.definition().metrics().countAnsweredError();
    log.debug("{} answers an error", describe(), failure);
    if (push.ref() != null) {
      reply(push, reply);
    }
  }

  // -- Answers

  void reply(IncomingPush push, Reply reply) {
    if (!session.loop().eventLoop().inEventLoop()) {
      session.loop().execute(() -> reply(push, reply));
      return;
    }
    if (state != State.JOINED) {
      return;
    }
    if (push.ref() == null && push != handling) {
      crash(
          "reply", new IllegalStateException("a push without a ref is answered at once or never"));
      return;
    }
    perform(() -> session.reply(refs.answering(), push.ref(), topic(), reply));
  }

  void replyWhenDone(IncomingPush push, Future<Reply> reply) {
    session
        .loop()
        .whenDone(
            reply,
            result -> {
              if (result.succeeded()) {
                reply(push, result.result());
                return;
              }
              Reply error = errorReply(result.cause());
              if (error != null) {
                answerError(push, error, result.cause());
              } else {
                crash("reply", result.cause());
              }
            });
  }

  void push(String event, Payload payload) {
    if (state == State.JOINED) {
      perform(() -> session.send(refs.push(event, payload)));
    }
  }

  /**
   * Does what the channel asks for. Outside of a callback nobody else would make of an exception
   * what it is: the channel's crash.
   */
  void perform(Runnable action) {
    if (inCallback && blocking == null) {
      action.run();
    } else {
      runGuarded("a later action", action);
    }
  }

  private void runGuarded(String what, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException failure) {
      crash(what, failure);
    }
  }

  void stop(StopReason reason) {
    if (inCallback) {
      stopping = reason;
    } else {
      stopNow(reason);
    }
  }

  void hold(Future<?> until) {
    holds++;
    session
        .loop()
        .whenDone(
            until,
            result -> {
              holds--;
              if (result.failed()) {
                crash("hold", result.cause());
              } else {
                drain();
              }
            });
  }

  // -- What it is

  String topic() {
    return refs.topic();
  }

  JoinRefs refs() {
    return refs;
  }

  SocketSession session() {
    return session;
  }

  SocketInfo.ChannelInfo info() {
    return new SocketInfo.ChannelInfo(
        topic(),
        isJoining() ? SocketInfo.Status.JOINING : SocketInfo.Status.JOINED,
        mailbox.size());
  }

  boolean isJoining() {
    return state == State.JOINING;
  }

  boolean hasEnded() {
    return state == State.ENDED;
  }

  private Channel channel() {
    return Objects.requireNonNull(channel);
  }

  /** The channel for logs. */
  String describe() {
    return Crash.flat(channel == null ? topic() : channel.toString());
  }
}
