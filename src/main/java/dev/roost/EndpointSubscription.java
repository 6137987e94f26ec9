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

/** Server code's place at a topic. Safe for any thread. */
public final class EndpointSubscription {
  private final EventLoop loop;
  private final Subscription subscription;

  private EndpointSubscription(EventLoop loop, Subscription subscription) {
    this.loop = loop;
    this.subscription = subscription;
  }

  static Future<EndpointSubscription> open(
      Context context, PubSub pubSub, String topic, Handler<Broadcast> handler) {
    EventLoop loop = ((ContextInternal) context).nettyEventLoop();
    Promise<EndpointSubscription> opened = Promise.promise();
    loop.execute(
        () ->
            opened.complete(
                new EndpointSubscription(
                    loop,
                    pubSub.subscribe(
                        loop,
                        topic,
                        dispatch -> {
                          Broadcast broadcast = dispatch.broadcast();
                          context.runOnContext(ignored -> handler.handle(broadcast));
                        }))));
    return opened.future();
  }

  /** Ends it. What is on its way is still heard. */
  public void cancel() {
    loop.execute(subscription::cancel);
  }
}
