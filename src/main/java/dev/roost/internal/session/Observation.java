package dev.roost.internal.session;

import io.vertx.core.tracing.TracingPolicy;

/**
 * How callbacks of channels are seen from outside, beside events and metrics.
 *
 * @param tracing which messages have a span, if Vert.x has a tracer
 * @param logContext whether topic and socket id are in SLF4J's MDC during a callback
 */
public record Observation(TracingPolicy tracing, boolean logContext) {
  /** A span for each message, and nothing in the MDC. */
  public static final Observation DEFAULT = new Observation(TracingPolicy.ALWAYS, false);

  /** The same with another {@link #tracing}. */
  public Observation withTracing(TracingPolicy policy) {
    return new Observation(policy, logContext);
  }

  /** The same with another {@link #logContext}. */
  public Observation withLogContext(boolean enabled) {
    return new Observation(tracing, enabled);
  }
}
