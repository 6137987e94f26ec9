package dev.roost;

import dev.roost.internal.pubsub.PubSub;
import dev.roost.internal.pubsub.Subscription;
import dev.roost.serializer.Broadcast;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** A subscription of server code to a topic. Ends with the endpoint. Safe for any thread. */
public final class EndpointSubscription {
  private final EventLoop loop;
  private final Subscription subscription;
  private final EndpointLifecycle lifecycle;
  private final Supplier<Future<Void>> end = this::end;

  private EndpointSubscription(
      EventLoop loop, Subscription subscription, EndpointLifecycle lifecycle) {
    this.loop = loop;
    this.subscription = subscription;
    this.lifecycle = lifecycle;
  }

  static Future<EndpointSubscription> open(
      Context context,
      PubSub pubSub,
      String topic,
      Handler<Broadcast> handler,
      EndpointLifecycle lifecycle) {
    EventLoop loop = ((ContextInternal) context).nettyEventLoop();
    Promise<EndpointSubscription> opened = Promise.promise();
    loop.execute(
        () -> {
          Subscription subscription =
              pubSub.subscribe(
                  loop,
                  topic,
                  dispatch -> {
                    Broadcast broadcast = dispatch.broadcast();
                    context.runOnContext(ignored -> handler.handle(broadcast));
                  });
          EndpointSubscription made = new EndpointSubscription(loop, subscription, lifecycle);
          lifecycle.add(made.end);
          if (lifecycle.isClosed()) {
            made.cancel();
            opened.fail(new IllegalStateException("subscribe: the endpoint is closed"));
          } else {
            opened.complete(made);
          }
        });
    return opened.future();
  }

  /** Ends the subscription. Broadcasts on their way still arrive. A second call does nothing. */
  public void cancel() {
    lifecycle.remove(end);
    end().onFailure(loopHasEnded -> {});
  }

  private Future<Void> end() {
    Promise<Void> ended = Promise.promise();
    try {
      loop.execute(
          () -> {
            subscription.cancel();
            ended.complete();
          });
    } catch (RejectedExecutionException loopHasEnded) {
      ended.complete();
    }
    return ended.future();
  }
}
