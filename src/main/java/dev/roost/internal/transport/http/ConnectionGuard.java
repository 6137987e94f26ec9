package dev.roost.internal.transport.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands in the pipeline of a connection for as long as the time limits for HTTP hold for it, and
 * keeps it counted for as long.
 */
abstract class ConnectionGuard extends ChannelDuplexHandler {
  /** Its place in the list of its event loop; -1 if it is in none. */
  int place = -1;

  final HttpConnections connections;
  private boolean counted;
  private @Nullable GuardList guards;
  private @Nullable ChannelHandlerContext context;
  private long lastUnsent;
  private int unsentSince;

  /**
   * A guard for one connection.
   *
   * @param counted whether the connection is counted already, so that it is this guard's to end
   */
  ConnectionGuard(HttpConnections connections, boolean counted) {
    this.connections = connections;
    this.counted = counted;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    guards = connections.guardsOf(ctx.channel().eventLoop());
    unsentSince = guards.visit();
    if (ctx.channel().isActive()) {
      guards.add(this);
    }
    added(guards.visit());
  }

  /** It is in the pipeline. */
  abstract void added(int visit);

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (guards != null) {
      guards.remove(this);
    }
    if (counted) {
      counted = false;
      connections.left();
    }
  }

  /** Another guard takes this one's place, and the count. */
  boolean transferCount() {
    boolean handed = counted;
    counted = false;
    return handed;
  }

  /** Closes the connection if its client has taken too long. */
  final void check() {
    if (isUnread()) {
      connections.metrics().countUnreadResponse();
      connections.closing(channel(), "the client reads no response");
      context().close();
    } else {
      checkRequests();
    }
  }

  abstract void checkRequests();

  /** Others need the place: closes the connection if it was of use and waits for a request. */
  abstract void closeIfIdle();

  // The bytes that wait shrink entry by entry, and the first entry by what is sent of it.
  private boolean isUnread() {
    ChannelOutboundBuffer buffer = channel().unsafe().outboundBuffer();
    long unsent = buffer == null ? 0 : buffer.totalPendingWriteBytes();
    if (buffer == null || unsent == 0) {
      lastUnsent = 0;
      unsentSince = guards().visit();
      return false;
    }
    long mark = unsent - buffer.currentProgress();
    if (mark != lastUnsent) {
      lastUnsent = mark;
      unsentSince = guards().visit();
    }
    return guards().isOver(connections.limits().responseMillis(), unsentSince);
  }

  /** Whether something waits for the client to read it. */
  final boolean hasUnsent() {
    return lastUnsent != 0;
  }

  final Channel channel() {
    return context().channel();
  }

  final ChannelHandlerContext context() {
    return Objects.requireNonNull(context);
  }

  final GuardList guards() {
    return Objects.requireNonNull(guards);
  }
}
