package dev.roost.internal.pubsub;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions from node to node that are answered one by one, and what answers those to us. */
record Questions(Function<Buffer, Future<Buffer>> answerer) {
  private static final Logger log = LoggerFactory.getLogger(Questions.class);

  private static final int FAILED = 500;

  static Future<Buffer> ask(EventBus bus, String address, Buffer question, long timeoutMillis) {
    DeliveryOptions options =
        new DeliveryOptions().setTracingPolicy(TracingPolicy.IGNORE).setSendTimeout(timeoutMillis);
    try {
      return bus.<Buffer>request(address, question, options).map(Message::body);
    } catch (RuntimeException connectionJustLost) {
      return Future.failedFuture(connectionJustLost);
    }
  }

  MessageConsumer<Buffer> register(EventBus bus, String address) {
    return bus.consumer(address, this::answer);
  }

  private void answer(Message<Buffer> question) {
    try {
      answerer
          .apply(question.body())
          .onSuccess(question::reply)
          .onFailure(failure -> failed(question, failure));
    } catch (RuntimeException failure) {
      failed(question, failure);
    }
  }

  private static void failed(Message<Buffer> question, Throwable failure) {
    log.warn("a question of another node failed: {}", failure.toString());
    log.debug("question failed", failure);
    question.fail(FAILED, "failed");
  }
}
