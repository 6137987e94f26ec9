package dev.roost.internal.session;

import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.channel.TraceContext;
import dev.roost.serializer.Events;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The span of a join or message, if Vert.x has a tracer. Its parent is the trace that the
 * connection began in, if the mount asked for that.
 *
 * <p>The callback runs in a context of its own, as a request does: what it sends by Vert.x's
 * clients belongs to the span.
 */
final class MessageSpan {
  private final ContextInternal context;
  private final VertxTracer<Object, Object> tracer;
  private final @Nullable Object span;

  private MessageSpan(ContextInternal context, ChannelServer server, Object message, String event) {
    this.context = context;
    tracer = tracer(context);
    SocketSession session = server.session();
    // Not the topic: names are few, so that they can be counted.
    String pattern = session.definition().patternOf(server.topic());
    String flat = Crash.flat(event);
    span =
        tracer.receiveRequest(
            context,
            SpanKind.RPC,
            session.definition().supervision().observation().tracing(),
            message,
            pattern + " " + flat,
            headers(session.socket().trace()),
            new MessageTags(session.definition().path(), pattern, flat, session.socket().id()));
  }

  /** The handling of a message, within its span; as it is if nothing is traced. */
  static Runnable around(ChannelServer server, IncomingPush push, Runnable handling) {
    return isOff(server)
        ? handling
        : () -> {
          MessageSpan span = new MessageSpan(newContext(server), server, push, push.event());
          span.enclose(
              () -> {
                handling.run();
                return true;
              });
          span.end(null);
        };
  }

  /** The question whether a client may join, within a span that ends with the answer. */
  static Supplier<Future<Reply>> around(
      ChannelServer server, Join join, Supplier<Future<Reply>> question) {
    return isOff(server)
        ? question
        : () -> {
          MessageSpan span = new MessageSpan(newContext(server), server, join, Events.JOIN);
          return span.enclose(() -> question.get().onComplete(answer -> span.end(answer.cause())));
        };
  }

  private static boolean isOff(ChannelServer server) {
    SocketSession session = server.session();
    return session.loop().context().tracer() == null
        || session.definition().supervision().observation().tracing() == TracingPolicy.IGNORE;
  }

  // Of the thread that runs the callback, which is another one for blocking channels.
  private static ContextInternal newContext(ChannelServer server) {
    ContextInternal current = ContextInternal.current();
    return (current == null ? server.session().loop().context() : current.unwrap()).duplicate();
  }

  @SuppressWarnings("unchecked") // It is given back what it gave.
  private static VertxTracer<Object, Object> tracer(ContextInternal context) {
    return (VertxTracer<Object, Object>) Objects.requireNonNull(context.tracer());
  }

  private static List<Map.Entry<String, String>> headers(@Nullable TraceContext trace) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(2);
    if (trace != null) {
      headers.add(Map.entry("traceparent", trace.traceparent()));
      if (trace.tracestate() != null) {
        headers.add(Map.entry("tracestate", trace.tracestate()));
      }
    }
    return headers;
  }

  private <T> T enclose(Supplier<T> work) {
    ContextInternal previous = context.beginDispatch();
    try {
      return work.get();
    } catch (Throwable failure) {
      end(failure);
      throw failure;
    } finally {
      context.endDispatch(previous);
    }
  }

  private void end(@Nullable Throwable failure) {
    tracer.sendResponse(context, null, span, failure, TagExtractor.empty());
  }
}
