package dev.roost.internal.transport.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells once that connections cannot be accepted, mostly for want of file descriptors, and once
 * that they can be again. Netty tries again each second, and by itself would log each failure.
 *
 * <p>Stands last in the pipeline of the listening channel, behind Netty's acceptor, which pauses
 * for a second when it sees the failure. On that channel's event loop only.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(AcceptFailures.class);

  /** Without a failure for so long, and with a connection, all is well again. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final HttpConnections connections;
  private int failures;
  private long lastFailure;
  private boolean acceptedSince;
  private @Nullable ChannelHandlerContext context;

  /** Made early: without file descriptors, the class of a lambda may not be loadable. */
  private final Runnable review = this::review;

  AcceptFailures(HttpConnections connections) {
    this.connections = connections;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
    connections.metrics().countAcceptFailure();
    lastFailure = System.nanoTime();
    acceptedSince = false;
    if (failures++ == 0) {
      log.error(
          "cannot accept connections, trying again each second:"
              + " raise the limit of open files or lower maxConnections"
              + " address={} open={} error={}",
          ctx.channel().localAddress(),
          connections.metrics().open(),
          String.valueOf(failure.getMessage()));
      reviewLater();
    }
  }

  void accepted() {
    acceptedSince = true;
  }

  private void reviewLater() {
    if (context != null) {
      context.executor().schedule(review, QUIET_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private void review() {
    if (acceptedSince && System.nanoTime() - lastFailure >= QUIET_NANOS) {
      log.info("accepting connections again failures={}", failures);
      failures = 0;
    } else {
      reviewLater();
    }
  }
}
