package dev.roost.channel;

import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Serves one client on one topic, Phoenix's {@code Phoenix.Channel}.
 *
 * <p>A new instance is made for each join, so fields hold the state (Phoenix's assigns). All
 * callbacks run on the connection's event loop, one at a time. The methods that a channel offers
 * may be called from any thread; calls of one thread keep their order. {@link #run} brings code to
 * the event loop, where it may use the channel's fields.
 *
 * <p><b>Errors.</b> A callback that throws ends this channel and nothing else: the client gets
 * {@code phx_error} and rejoins, one line is logged, and {@link #terminate} is called. A join that
 * throws or fails is answered with {@code {"reason": "join crashed"}}.
 *
 * <p><b>Time.</b> Callbacks must not block. Answer {@link #join} {@linkplain Reply#later later},
 * answer a push with a future, use {@link #hold} if later messages must wait, and {@link
 * #executeBlocking} for code that blocks.
 */
public abstract class Channel {
  private static final Logger log = LoggerFactory.getLogger(Channel.class);

  private @Nullable ChannelContext context;
  private @Nullable EventHandlers handlers;

  // -- Callbacks

  /**
   * The client wants to join. {@link Reply#ok} lets it in, {@link Reply#error} refuses it; an
   * exception is a crash. Most channels know the answer at once and declare {@code Reply} as the
   * result:
   *
   * <pre>{@code
   * @Override
   * public Reply join(Join join) {
   *   return Reply.ok();
   * }
   * }</pre>
   *
   * <p>A channel that has to wait for the answer returns {@link Reply#later(Future)}. Until the
   * future completes, what the client sends to this topic waits in order, and its other topics go
   * on.
   *
   * <p>Pushing is possible only after the join, see {@link #joined}.
   */
  public abstract Answer join(Join join);

  /**
   * The client has joined: the server has sent the reply and, if the topic has a history, the
   * missed broadcasts; the channel receives the topic's broadcasts.
   */
  public void joined() {}

  /**
   * The client sent a message of an event without a handler of its own, see {@link #on(String,
   * Class, EventHandler)}. By default every such event is {@linkplain Push#unknown unknown}.
   */
  public void handleIn(Push push) {
    push.unknown();
  }

  /**
   * A broadcast of an event that this channel {@linkplain #intercepts intercepts}. By default it is
   * pushed as it is; leaving that out drops it for this client. If the topic has a history, what
   * the client missed comes here before {@link #joined}.
   */
  public void handleOut(Broadcast broadcast) {
    push(broadcast.event(), broadcast.payload());
  }

  /**
   * A broadcast of another topic that this channel {@linkplain #subscribe subscribed} to. By
   * default it is logged as a warning.
   */
  public void handleBroadcast(Broadcast broadcast) {
    log.warn("{} ignores an unexpected broadcast of {}", this, broadcast.topic());
  }

  /**
   * A message from the server's own code, which was {@linkplain #post posted}. By default it is
   * logged as a warning.
   */
  public void handleInfo(Object message) {
    log.warn("{} ignores an unexpected message of {}", this, message.getClass().getName());
  }

  /**
   * This channel ended, by whatever reason; {@link StopReason#ERROR} stands for a crash too.
   * Nothing can be pushed any more. Also called when the client went away while the join was still
   * pending, but not after a join that was refused or crashed.
   */
  public void terminate(StopReason reason) {}

  /**
   * The events whose broadcasts go through {@link #handleOut}, Phoenix's {@code intercept}. Called
   * once, after {@link #join} has accepted the client and before the channel receives broadcasts,
   * so the result may depend on the join. Each costs every subscriber its own encoding, so
   * intercept few.
   */
  public Set<String> intercepts() {
    return Set.of();
  }

  /**
   * At which level joins are logged, Phoenix's {@code log_join}; null for not at all. The lines are
   * those of the logger {@code dev.roost.sockets}.
   */
  public @Nullable Level logJoin() {
    return Level.INFO;
  }

  /**
   * At which level it is logged what {@link #handleIn} has handled, Phoenix's {@code
   * log_handle_in}; null for not at all.
   */
  public @Nullable Level logHandleIn() {
    return Level.DEBUG;
  }

  /**
   * Turns an exception of {@link #join} or {@link #handleIn}, or of a future they answer with, into
   * a reply. Null, the default, leaves it to the socket and the endpoint, see {@link ErrorHandler}.
   * Called on the connection's event loop.
   */
  public @Nullable Reply onError(Throwable failure) {
    return null;
  }

  // -- Handlers of single events

  /**
   * Registers the handler of an event, whose payload is decoded as this type, often a record. Call
   * it in the constructor or in {@link #join}:
   *
   * <pre>{@code
   * RoomChannel() {
   *   on("new_msg", NewMessage.class, (message, push) -> broadcast("new_msg", message));
   * }
   * }</pre>
   *
   * <p>A payload that does not fit the type does not reach the handler. The client gets the error
   * {@code {"reason": "invalid payload", "errors": {"text": "is missing"}}}, unless {@link
   * #onError} or an {@link ErrorHandler} answers otherwise. Events without a handler go to {@link
   * #handleIn}.
   *
   * @throws IllegalArgumentException if the event has a handler already, or is {@code phx_join} or
   *     {@code phx_leave}
   * @throws IllegalStateException if this channel has handled messages already
   */
  protected final <T> void on(String event, Class<T> type, EventHandler<T> handler) {
    Objects.requireNonNull(type);
    Objects.requireNonNull(handler);
    on(event, push -> handler.handle(push.payload().decode(type), push));
  }

  /**
   * As {@link #on(String, Class, EventHandler)}, without decoding the payload: for binary payloads,
   * or those that do not matter.
   */
  protected final void on(String event, PushHandler handler) {
    if (handlers == null) {
      handlers = new EventHandlers();
    }
    handlers.register(event, handler);
  }

  /**
   * As {@link #on(String, Class, EventHandler)}, for an event that is always answered: the handler
   * returns the reply.
   *
   * <pre>{@code
   * answer("find", Find.class, (find, push) -> Reply.ok(orders.get(find.id())));
   * }</pre>
   */
  protected final <T> void answer(String event, Class<T> type, AnswerHandler<T> handler) {
    Objects.requireNonNull(handler);
    on(event, type, (message, push) -> reply(push, handler.handle(message, push)));
  }

  private static void reply(Push push, Answer answer) {
    if (answer instanceof Reply reply) {
      push.reply(reply);
    } else {
      push.reply(
          Objects.requireNonNull(answer, () -> push.event() + " was answered with null")
              .toFuture());
    }
  }

  // -- What a channel can do

  /** The topic. */
  public final String topic() {
    return context().topic();
  }

  /** The connection this channel sits on. */
  public final Socket socket() {
    return context().socket();
  }

  /** The endpoint, for broadcasts to any topic, disconnecting and tokens. */
  protected final ChannelEndpoint endpoint() {
    return context().endpoint();
  }

  /**
   * Presence at this channel's topic:
   *
   * <pre>{@code
   * @Override public void joined() {
   *   presence().track(user.id(), Map.of("status", "online"));
   *   push("presence_state", presence().list());
   * }
   * }</pre>
   *
   * @throws IllegalStateException if the socket was given none by {@code SocketMount.presence}
   */
  protected final ChannelPresence presence() {
    return context().presence(this);
  }

  /**
   * Sends an event to this client only.
   *
   * @param payload an object or binary, see {@link Payload#of(Object)}; encoded by the endpoint's
   *     codec
   * @throws IllegalStateException before the join was answered
   * @throws IllegalArgumentException if the payload is neither an object nor binary
   */
  protected final void push(String event, Object payload) {
    context().push(event, payload);
  }

  /**
   * Sends an event to all subscribers of this topic, this client included, on all nodes. This
   * client gets it before anything that is pushed or replied afterwards.
   *
   * @param payload an object or binary, see {@link Payload#of(Object)}; encoded by the endpoint's
   *     codec
   * @throws IllegalStateException before the join was answered, or if channels of this topic do not
   *     subscribe to it
   * @throws IllegalArgumentException if the payload is neither an object nor binary
   */
  protected final void broadcast(String event, Object payload) {
    context().broadcast(event, payload);
  }

  /** As {@link #broadcast}, but this client is left out. */
  protected final void broadcastFrom(String event, Object payload) {
    context().broadcastFrom(event, payload);
  }

  /**
   * Sends an event to all subscribers of another topic, on all nodes.
   *
   * @param payload as for {@link #broadcast}
   * @throws IllegalStateException before the join was answered, or if channels of that topic do not
   *     subscribe to it
   * @throws IllegalArgumentException if the payload is neither an object nor binary
   */
  protected final void broadcastTo(String topic, String event, Object payload) {
    context().broadcastTo(topic, event, payload);
  }

  /**
   * As {@link #broadcastTo}, but without this channel if it {@linkplain #subscribe subscribes} to
   * that topic or {@linkplain #forward forwards} it. Phoenix's {@code Endpoint.broadcast_from}.
   */
  protected final void broadcastFromTo(String topic, String event, Object payload) {
    context().broadcastFromTo(topic, event, payload);
  }

  /**
   * Subscribes this channel to another topic. {@link #handleBroadcast} receives its broadcasts,
   * twice after two subscriptions.
   *
   * @throws TooManySubscriptionsException beyond {@code SocketMount.maxSubscriptionsPerChannel}
   */
  protected final void subscribe(String topic) {
    context().subscribe(topic);
  }

  /**
   * Sends another topic's broadcasts to this client as they are, under that topic, until the
   * channel ends or {@linkplain #unsubscribe unsubscribes}. Phoenix's fastlane: the channel does
   * not see them, and all clients share one encoding.
   *
   * <p>To be called when the client has joined: in {@link #joined} or later.
   *
   * @throws IllegalStateException before the join was answered
   * @throws TooManySubscriptionsException beyond {@code SocketMount.maxSubscriptionsPerChannel}
   */
  protected final void forward(String topic) {
    forward(topic, Forwarding.AS_IS);
  }

  /**
   * As {@link #forward(String)}, under another topic or event:
   *
   * <pre>{@code
   * forward("posts", Forwarding.AS_IS.asTopic(subscriptionId).asEvent("subscription:data"));
   * }</pre>
   *
   * <p>Clients that see the same topic and event share one encoding.
   */
  protected final void forward(String topic, Forwarding forwarding) {
    context().forward(topic, forwarding);
  }

  /** Ends all that {@link #subscribe} and {@link #forward} began for a topic. */
  protected final void unsubscribe(String topic) {
    context().unsubscribe(topic);
  }

  /** {@link #stop(StopReason)} for {@link StopReason#NORMAL}. */
  protected final void stop() {
    stop(StopReason.NORMAL);
  }

  /**
   * Ends this channel: after the current callback, or at once outside of one. Earlier pushes and
   * replies reach the client first.
   *
   * @param reason {@link StopReason#NORMAL} and {@link StopReason#SHUTDOWN} close the channel for
   *     good, {@link StopReason#ERROR} makes the client rejoin
   * @throws IllegalStateException before the join was answered
   */
  protected final void stop(StopReason reason) {
    if (!reason.isOwnDecision()) {
      throw new IllegalArgumentException(reason + " is not for a channel to give");
    }
    context().stop(reason);
  }

  /**
   * Keeps all further messages to this channel waiting, in order, until the future completes. If it
   * fails, the channel crashes. This makes a handler that takes time behave like one that does not.
   */
  protected final void hold(Future<?> until) {
    context().hold(until);
  }

  /**
   * Sends a message to this channel, which gets it by {@link #handleInfo}. From any thread. A
   * message to a channel that has ended is dropped.
   */
  public final void post(Object message) {
    context().post(Objects.requireNonNull(message));
  }

  /**
   * Runs code on this channel's event loop, as a callback: in order with {@link #post}, after
   * messages that {@linkplain #hold wait}, and an exception crashes the channel. From any thread;
   * code for a channel that has ended is dropped.
   */
  public final void run(Runnable code) {
    context().run(Objects.requireNonNull(code));
  }

  /** {@link #post} after a time; what is still to come when the channel ends is dropped. */
  protected final void postAfter(long millis, Object message) {
    context().postAfter(millis, Objects.requireNonNull(message));
  }

  /**
   * Runs code that blocks on a worker thread of Vert.x. It must not touch this channel; the future
   * completes on the channel's event loop.
   */
  protected final <T> Future<T> executeBlocking(Callable<T> work) {
    return context().executeBlocking(work);
  }

  /**
   * Has something done when this channel has ended, whatever the reason, before {@link #terminate}.
   * For what is tied to a channel's life without the channel's knowing. At once if it has ended
   * already.
   */
  public final void whenEnded(Runnable action) {
    context().whenEnded(Objects.requireNonNull(action));
  }

  // -- For the engine

  /**
   * Whether the caller is on the connection's event loop, where this channel's fields may be used.
   */
  public final boolean isOnEventLoop() {
    return context().isOnLoop();
  }

  /**
   * Hands a message of the client to the handler of its event, or to {@link #handleIn}. Called by
   * the engine.
   */
  public final void dispatch(Push push) {
    PushHandler handler = null;
    if (handlers != null) {
      handlers.close();
      handler = handlers.find(push.event());
    }
    if (handler == null) {
      handleIn(push);
      return;
    }
    try {
      handler.handle(push);
    } catch (Exception failure) {
      throw Channel.<RuntimeException>unchecked(failure);
    }
  }

  // Checked exceptions reach the error handlers as they are.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> E unchecked(Exception failure) throws E {
    throw (E) failure;
  }

  /**
   * Ties this instance to a join. Called by the engine once, before {@link #join}.
   *
   * @throws IllegalStateException if this instance already serves a join
   */
  public final void attach(ChannelContext channelContext) {
    if (context != null) {
      throw new IllegalStateException("a channel serves one join: make a new instance for each");
    }
    context = channelContext;
  }

  private ChannelContext context() {
    if (context == null) {
      throw new IllegalStateException("the channel is not attached yet: use join() for set-up");
    }
    return context;
  }

  /** The class and the topic, for logs. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + (context == null ? "" : "(" + context.topic() + ")");
  }
}
