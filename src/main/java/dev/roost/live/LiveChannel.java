package dev.roost.live;

import dev.roost.channel.Answer;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.StopReason;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** The channel of a view, {@code lv:} and the id of its element. */
final class LiveChannel extends Channel {
  /** The prefix of a view's topic. */
  static final String PREFIX = "lv:";

  private final LiveRoutes routes;
  private final LiveLoop loop;
  private final Port port = new Port();
  private @Nullable LiveProcess process;
  private @Nullable PageMessages messages;
  private @Nullable ViewThread thread;

  LiveChannel(LiveRoutes routes) {
    this.routes = routes;
    this.loop = LiveLoop.current(routes.endpoint().vertx());
  }

  /** Off, as in Phoenix: the parameters are the tokens of the page, with what its session has. */
  @Override
  public @Nullable Level logJoin() {
    return null;
  }

  /** Code to run as a callback of the view. */
  private record Code(Runnable code) {}

  @Override
  public Answer join(Join join) {
    return new LiveJoin(routes, this, join).begin();
  }

  /** The view is mounted. */
  void serve(LiveProcess mounted) {
    process = mounted;
    messages = new PageMessages(mounted);
    mounted.metrics().countMounted();
    Development development = routes.development();
    if (development != null) {
      development.connected(port);
    }
  }

  @Override
  public void handleIn(Push push) {
    Objects.requireNonNull(messages, "the view is not mounted yet").handle(push);
  }

  @Override
  public void handleBroadcast(Broadcast broadcast) {
    process().broadcast(broadcast);
  }

  @Override
  public void handleInfo(Object message) {
    if (message instanceof Code run) {
      process().code(run.code);
    } else {
      process().info(message);
    }
  }

  @Override
  public void terminate(StopReason reason) {
    leaveDevelopment();
    if (process != null) {
      process.terminate(reason);
    }
  }

  /** The join is refused, or has crashed; {@link #terminate} is not called. */
  void abandon() {
    leaveDevelopment();
    process().abandon();
  }

  private void leaveDevelopment() {
    Development development = routes.development();
    if (development != null) {
      development.ended(port);
    }
  }

  private LiveProcess process() {
    if (process == null) {
      throw new IllegalStateException("the view is not mounted yet");
    }
    return process;
  }

  LivePort port() {
    return port;
  }

  /** The connection of the view. */
  private final class Port implements LivePort {
    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public JsonCodec codec() {
      return routes.endpoint().codec();
    }

    @Override
    public void push(String event, Payload payload) {
      LiveChannel.this.push(event, payload);
    }

    @Override
    public void subscribe(String topic) {
      LiveChannel.this.subscribe(topic);
    }

    @Override
    public void unsubscribe(String topic) {
      LiveChannel.this.unsubscribe(topic);
    }

    @Override
    public void broadcast(String topic, String event, Object payload) {
      broadcastTo(topic, event, payload);
    }

    @Override
    public void broadcastFrom(String topic, String event, Object payload) {
      broadcastFromTo(topic, event, payload);
    }

    @Override
    public void presence(Function<Channel, Future<?>> change) {
      hold(change.apply(LiveChannel.this));
    }

    @Override
    public void post(Object message) {
      LiveChannel.this.post(message);
    }

    @Override
    public void postAfter(long millis, Object message) {
      LiveChannel.this.postAfter(millis, message);
    }

    @Override
    public void run(Runnable code) {
      LiveChannel.this.post(new Code(code));
    }

    @Override
    public void hold(Future<?> until) {
      LiveChannel.this.hold(until);
    }

    @Override
    public LiveLoop loop() {
      return loop;
    }

    @Override
    public ViewThread thread() {
      if (thread == null) {
        thread = new ViewThread(routes.endpoint().vertx());
      }
      return thread;
    }

    @Override
    public <T> Future<T> besides(Callable<T> code) {
      return new ViewThread(routes.endpoint().vertx()).run(loop, code);
    }

    @Override
    public void stop(StopReason reason) {
      LiveChannel.this.stop(reason);
    }
  }
}
