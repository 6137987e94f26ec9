package dev.roost.internal.endpoint;

import dev.roost.EndpointSubscription;
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

/** A subscription of server code to a topic. Safe for any thread. */
final class TopicSubscription implements EndpointSubscription {
  private final EventLoop loop;
  private final Subscription subscription;
  private final EndpointLifecycle lifecycle;
  private final Supplier<Future<Void>> end = this::end;

  private TopicSubscription(
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
          TopicSubscription made = new TopicSubscription(loop, subscription, lifecycle);
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

  @Override
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
