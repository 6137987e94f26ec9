package dev.roost.internal.session;

import dev.roost.SocketInfo;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one channel from its join to its end, one callback at a time. Mirrors {@code
 * Phoenix.Channel.Server}. The channel's own calls come by {@link ChannelActions}.
 */
final class ChannelServer extends ChannelQueue implements Subscriber {
  private static final Logger log = LoggerFactory.getLogger(ChannelServer.class);

  private enum State {
    JOINING,
    JOINED,
    ENDED
  }

  private final JoinRefs refs;
  private final ChannelActions actions;
  private @Nullable PendingJoin joining;
  private @Nullable Channel channel;
  private State state = State.JOINING;
  private @Nullable Interception interception;
  private @Nullable Subscription subscription;
  private @Nullable IncomingPush handling;
  private long handlingSince;

  /**
   * @param join the client's message
   * @param closeForReplacedJoin the {@code phx_close} of the channel that this one replaces: the
   *     client gets it behind the answer to this join
   */
  ChannelServer(SocketSession session, Message join, @Nullable Message closeForReplacedJoin) {
    super(session);
    this.refs = JoinRefs.of(join);
    this.actions = new ChannelActions(this);
    this.joining = new PendingJoin(this, join, closeForReplacedJoin);
  }

  // -- Join

  void join(Route route, Join request) {
    joining().begin(route, request);
  }

  void serveWith(Channel made) {
    made.attach(actions);
    channel = made;
    if (made instanceof BlockingChannel) {
      runOn(
          new BlockingCallbacks(session().loop(), session().definition().supervision().blocking()));
    }
  }

  /** Asks the channel what it intercepts, once it is known to let the client in. */
  void intercept() {
    interception = Interception.of(channel());
  }

  void joined(Reply reply) {
    PendingJoin join = joining();
    state = State.JOINED;
    joining = null;
    session().definition().metrics().countJoined();
    log.debug("joined {}", describe());
    Resumption resumption = join.subscribe();
    if (resumption != null) {
      subscription = resumption.subscription();
    } else if (join.isSubscribed()) {
      subscription =
          session().definition().pubSub().subscribe(session().loop().eventLoop(), topic(), this);
    }
    if (!isBlocking()) {
      callback(
          "joined",
          () -> {
            join.accept(reply, resumption);
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
    runGuarded("joined", () -> join.accept(reply, resumption));
    if (state == State.JOINED) {
      callback(
          "joined",
          () -> {
            if (intercepting != null) {
              intercepting.handleCollected();
            }
            channel().joined();
          });
    }
  }

  void refused(Runnable answer) {
    state = State.ENDED;
    joining = null;
    session().remove(this);
    release();
    answer.run();
    // Messages behind the join find no channel.
    for (Object waiting = mailbox().poll(); waiting != null; waiting = mailbox().poll()) {
      if (waiting instanceof Message message) {
        session().receiveAgain(message);
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
      handleOrEnqueue(message);
    }
  }

  // The client timed out and will rejoin: nothing waits for this join any more.
  private void abandonJoin(Message leave) {
    session().remove(this);
    session().reply(leave.joinRef(), leave.ref(), topic(), Reply.ok());
    joining().sendReplacedClose();
    end(StopReason.LEFT);
  }

  @Override
  public void deliver(Dispatch dispatch) {
    if (state != State.JOINED) {
      return;
    }
    if (dispatch.isFrom(this)) {
      pushPosition(dispatch.historyId());
    } else if (interception != null && interception.covers(dispatch.broadcast())) {
      // Not at once: a callback of another channel may be running.
      enqueueLater(Intercepted.of(dispatch));
    } else {
      session().sendShared(dispatch);
    }
  }

  // Sent instead of a broadcast, so that the client does not count it as missed.
  private void pushPosition(@Nullable String historyId) {
    if (historyId != null) {
      session().send(Resumption.position(refs, historyId));
    }
  }

  /** Delivers a missed broadcast, before any other message. */
  void deliverMissed(Dispatch dispatch) {
    if (interception != null && interception.covers(dispatch.broadcast())) {
      interception.missed(Intercepted.of(dispatch));
    } else {
      session().sendShared(dispatch);
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
    handleOrEnqueue(new Info(message));
  }

  /** A broadcast for {@link Channel#handleBroadcast}. */
  private record ReceivedBroadcast(Broadcast broadcast) {}

  /** Enqueues a broadcast of another topic, as a callback may be running. */
  void enqueueBroadcast(Broadcast broadcast) {
    enqueueLater(new ReceivedBroadcast(broadcast));
  }

  /** A broadcast of another topic for the client. */
  void forward(Dispatch dispatch) {
    if (state == State.JOINED) {
      session().sendShared(dispatch);
    }
  }

  /** The same under another topic or event. */
  void forward(Dispatch dispatch, Forwarding forwarding) {
    if (state == State.JOINED) {
      session().sendShared(dispatch, forwarding);
    }
  }

  /** Code that the channel wants to run between its callbacks. */
  void runCode(Runnable code) {
    handleOrEnqueue(code);
  }

  @Override
  void handle(Object message) {
    if (message instanceof Message fromClient) {
      if (fromClient.event().equals(Events.LEAVE)) {
        leave(fromClient);
      } else {
        handleIn(fromClient);
      }
    } else if (message instanceof Intercepted out) {
      Interception intercepting = Objects.requireNonNull(interception);
      callback("handleOut", () -> intercepting.handleOut(out));
    } else if (message instanceof ReceivedBroadcast received) {
      callback("handleBroadcast", () -> channel().handleBroadcast(received.broadcast));
    } else if (message instanceof Info info) {
      callback("handleInfo", () -> channel().handleInfo(info.message));
    } else if (message instanceof Runnable code) {
      callback("run", code);
    }
  }

  private void handleIn(Message message) {
    IncomingPush push = new IncomingPush(this, message);
    handlingSince = session().events().handling(topic(), channel());
    handling = push;
    callback("handleIn", MessageSpan.around(this, push, () -> handleIn(push)));
  }

  private void handleIn(IncomingPush push) {
    try {
      channel().dispatch(push);
    } catch (Throwable failure) {
      if (!push.answersError(failure)) {
        throw failure;
      }
    }
  }

  private void leave(Message message) {
    session().reply(refs.answering(), message.ref(), topic(), Reply.ok());
    stopNow(StopReason.LEFT);
  }

  // -- Callbacks and the end

  private void callback(String name, Runnable code) {
    call(name, LogContext.around(this, code));
  }

  @Override
  void returned() {
    IncomingPush handled = handling;
    handling = null;
    if (handled != null) {
      session().events().handledIn(this, channel(), handled, handlingSince);
    }
  }

  @Override
  void crashed(String callback, Throwable failure) {
    handling = null;
    if (state == State.JOINING) {
      joining().crashed(failure);
    } else if (state == State.JOINED) {
      report(callback, failure);
      session().definition().metrics().countCrashed();
      stopNow(StopReason.ERROR);
    } else {
      log.debug("{} failed in {} after its end", describe(), callback, failure);
    }
  }

  @Override
  void stopNow(StopReason reason) {
    if (state == State.ENDED) {
      return;
    }
    session().remove(this);
    try {
      session().send(reason == StopReason.ERROR ? refs.error() : refs.close());
    } finally {
      end(reason);
    }
  }

  /** The close message that the client still gets after another channel replaced this one. */
  @Nullable Message closeForReplacedJoin() {
    return joining == null ? refs.close() : joining.closeForReplacedJoin();
  }

  /** Ends without a word to the client. */
  void end(StopReason reason) {
    if (state == State.ENDED) {
      return;
    }
    if (state == State.JOINED) {
      session().definition().metrics().countEnded();
    }
    state = State.ENDED;
    joining = null;
    mailbox().clear();
    release();
    runTerminate(LogContext.around(this, () -> channel().terminate(reason)));
  }

  private void release() {
    if (subscription != null) {
      subscription.cancel();
    }
    actions.release();
  }

  @Override
  void report(String callback, Throwable failure) {
    session().events().crashed(log, describe(), session().socket(), topic(), callback, failure);
  }

  // -- Exceptions that are answered

  /** See {@link ErrorReplies#of}. */
  @Nullable Reply errorReply(Throwable failure) {
    return ErrorReplies.of(failure, channel, session().definition().supervision().errors());
  }

  // -- Answers

  void push(String event, Payload payload) {
    if (state == State.JOINED) {
      runGuarded(() -> session().send(refs.push(event, payload)));
    }
  }

  // -- What it is

  String topic() {
    return refs.topic();
  }

  JoinRefs refs() {
    return refs;
  }

  SocketInfo.ChannelInfo info() {
    return new SocketInfo.ChannelInfo(
        topic(),
        isJoining() ? SocketInfo.Status.JOINING : SocketInfo.Status.JOINED,
        mailbox().size());
  }

  @Override
  boolean isJoining() {
    return state == State.JOINING;
  }

  @Override
  boolean isJoined() {
    return state == State.JOINED;
  }

  /** Whether the channel is handling this message. */
  boolean isHandling(IncomingPush push) {
    return push == handling;
  }

  @Override
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
