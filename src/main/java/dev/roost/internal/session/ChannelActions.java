package dev.roost.internal.session;

import dev.roost.channel.Channel;
import dev.roost.channel.ChannelContext;
import dev.roost.channel.ChannelEndpoint;
import dev.roost.channel.ChannelPresence;
import dev.roost.channel.Forwarding;
import dev.roost.channel.Socket;
import dev.roost.channel.StopReason;
import dev.roost.internal.pubsub.PubSub;
import dev.roost.internal.pubsub.Subscriber;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The actions of a channel, and those of their effects that end with it. */
final class ChannelActions implements ChannelContext {
  private static final Logger log = LoggerFactory.getLogger(ChannelActions.class);

  private final ChannelServer server;
  private @Nullable ExternalSubscriptions external;
  private @Nullable ChannelTimers timers;
  private @Nullable List<Runnable> endings;

  ChannelActions(ChannelServer server) {
    this.server = server;
  }

  @Override
  public String topic() {
    return server.topic();
  }

  @Override
  public Socket socket() {
    return server.session().socket();
  }

  @Override
  public ChannelEndpoint endpoint() {
    ChannelEndpoint endpoint = definition().services().endpoint();
    if (endpoint == null) {
      throw new IllegalStateException("the socket has no endpoint");
    }
    return endpoint;
  }

  @Override
  public ChannelPresence presence(Channel channel) {
    Function<Channel, ChannelPresence> presence = definition().services().presence();
    if (presence == null) {
      throw new IllegalStateException(
          "the socket at " + definition().path() + " has no presence, see SocketMount.presence");
    }
    return presence.apply(channel);
  }

  @Override
  public void push(String event, Object payload) {
    Payload encoded = server.inPlace(encode(payload));
    if (isOnLoop()) {
      requireAnsweredJoin("push");
      server.push(event, encoded);
    } else {
      later(() -> push(event, encoded));
    }
  }

  @Override
  public void broadcast(String event, Object payload) {
    broadcast(topic(), event, encode(payload), null);
  }

  @Override
  public void broadcastFrom(String event, Object payload) {
    broadcast(topic(), event, encode(payload), server);
  }

  @Override
  public void broadcastTo(String otherTopic, String event, Object payload) {
    broadcast(otherTopic, event, encode(payload), null);
  }

  @Override
  public void broadcastFromTo(String otherTopic, String event, Object payload) {
    broadcast(otherTopic, event, encode(payload), server);
  }

  private void broadcast(String to, String event, Payload payload, @Nullable Subscriber sender) {
    definition().services().unsubscribed().check(to);
    if (isOnLoop()) {
      requireAnsweredJoin("broadcast");
      server.runGuarded(() -> pubSub().broadcast(new Broadcast(to, event, payload), sender));
    } else {
      later(() -> broadcast(to, event, payload, sender));
    }
  }

  private Payload encode(Object payload) {
    return Payload.of(payload, definition().supervision().codec());
  }

  @Override
  public boolean isOnLoop() {
    return loop().eventLoop().inEventLoop();
  }

  // Through the loop's queue, which keeps the order of the caller's thread.
  private void later(Runnable action) {
    try {
      loop().execute(() -> server.runGuarded(action));
    } catch (RejectedExecutionException e) {
      log.warn("dropped a call of {}: its event loop is shut down", server.describe());
    }
  }

  @Override
  public void subscribe(String otherTopic) {
    if (!isOnLoop()) {
      later(() -> subscribe(otherTopic));
      return;
    }
    subscribe(
        otherTopic,
        dispatch -> {
          if (!dispatch.isFrom(server)) {
            server.enqueueBroadcast(dispatch.broadcast());
          }
        });
  }

  @Override
  public void forward(String otherTopic, Forwarding forwarding) {
    if (!isOnLoop()) {
      later(() -> forward(otherTopic, forwarding));
      return;
    }
    requireAnsweredJoin("forward");
    boolean asIs = forwarding.equals(Forwarding.AS_IS);
    subscribe(
        otherTopic,
        dispatch -> {
          if (dispatch.isFrom(server)) {
            return;
          }
          if (asIs) {
            server.forward(dispatch);
          } else {
            server.forward(dispatch, forwarding);
          }
        });
  }

  private void subscribe(String otherTopic, Subscriber subscriber) {
    if (server.hasEnded()) {
      return;
    }
    if (external == null) {
      external =
          new ExternalSubscriptions(
              pubSub(), loop().eventLoop(), definition().options().maxSubscriptions());
    }
    if (external.isFull()) {
      definition().metrics().countTooManySubscriptions();
    }
    external.subscribe(otherTopic, subscriber);
  }

  @Override
  public void unsubscribe(String otherTopic) {
    if (!isOnLoop()) {
      later(() -> unsubscribe(otherTopic));
    } else if (external != null) {
      external.cancel(otherTopic);
    }
  }

  @Override
  public void stop(StopReason reason) {
    if (isOnLoop()) {
      requireAnsweredJoin("stop");
      server.stop(reason);
    } else {
      later(() -> stop(reason));
    }
  }

  @Override
  public void hold(Future<?> until) {
    if (isOnLoop()) {
      server.hold(until);
    } else {
      later(() -> hold(until));
    }
  }

  @Override
  public void post(Object message) {
    try {
      loop().execute(() -> server.inform(message));
    } catch (RejectedExecutionException e) {
      log.debug("dropped a message to {}: its event loop is shut down", server.describe());
    }
  }

  @Override
  public void run(Runnable code) {
    try {
      loop().execute(() -> server.runCode(code));
    } catch (RejectedExecutionException e) {
      log.warn("dropped code of {}: its event loop is shut down", server.describe());
    }
  }

  @Override
  public void postAfter(long millis, Object message) {
    if (!isOnLoop()) {
      later(() -> postAfter(millis, message));
      return;
    }
    if (server.hasEnded()) {
      return;
    }
    if (timers == null) {
      timers = new ChannelTimers(loop());
    }
    timers.schedule(millis, () -> server.inform(message));
  }

  @Override
  public void whenEnded(Runnable action) {
    if (!isOnLoop()) {
      later(() -> whenEnded(action));
      return;
    }
    if (server.hasEnded()) {
      server.runAtEnd(action);
      return;
    }
    if (endings == null) {
      endings = new ArrayList<>(1);
    }
    endings.add(action);
  }

  @Override
  public <T> Future<T> executeBlocking(Callable<T> work) {
    return loop().executeBlocking(work);
  }

  /** The channel has ended. */
  void release() {
    if (external != null) {
      external.cancelAll();
    }
    if (timers != null) {
      timers.cancelAll();
    }
    if (endings != null) {
      endings.forEach(server::runAtEnd);
      endings = null;
    }
  }

  private void requireAnsweredJoin(String what) {
    if (server.isJoining()) {
      throw new IllegalStateException(
          "cannot " + what + " before the join is answered: override joined() and do it there");
    }
  }

  private PubSub pubSub() {
    return definition().pubSub();
  }

  private SocketDefinition definition() {
    return server.session().definition();
  }

  private SessionLoop loop() {
    return server.session().loop();
  }
}
