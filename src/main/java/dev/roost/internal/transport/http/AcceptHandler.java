package dev.roost.internal.transport.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpServerOptions;

/**
 * Sees each connection that a server accepts, before Netty and Vert.x do. Stands first in the
 * pipeline of the listening channel, on whose event loop it runs.
 */
final class AcceptHandler extends ChannelInboundHandlerAdapter {
  private final HttpConnections connections;
  private final AcceptFailures failures;
  private final HttpServerOptions server;

  AcceptHandler(HttpConnections connections, AcceptFailures failures, HttpServerOptions server) {
    this.connections = connections;
    this.failures = failures;
    this.server = server;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Channel child) {
      failures.accepted();
      if (!connections.admit(child)) {
        child.unsafe().closeForcibly();
        return;
      }
      child.pipeline().addLast(HttpConnections.GUARD, new AcceptedGuard(connections, server));
    }
    ctx.fireChannelRead(message);
  }
}
