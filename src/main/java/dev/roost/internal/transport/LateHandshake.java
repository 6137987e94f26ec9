package dev.roost.internal.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/**
 * The handshake of a request whose end has passed already, which Vert.x refuses to do: a handler in
 * front of the sockets took time, such as for a session store, and did not pause the request.
 */
final class LateHandshake {
  private LateHandshake() {}

  /**
   * Answers the request with 101, and changes the pipeline as Vert.x does in its handshake. On the
   * channel's event loop; the pipeline is changed when this returns.
   */
  static ChannelFuture perform(Channel channel, HttpServerRequest request) {
    DefaultFullHttpRequest whole =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.GET,
            request.uri(),
            Unpooled.EMPTY_BUFFER,
            copy(request.headers()),
            EmptyHttpHeaders.INSTANCE);
    WebSocketDecoderConfig decoding = WebSocketDecoderConfig.newBuilder().build();
    return new WebSocketServerHandshaker13(request.uri(), null, decoding)
        .handshake(channel, whole, copy(request.response().headers()), channel.newPromise());
  }

  private static HttpHeaders copy(MultiMap headers) {
    HttpHeaders copy =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    headers.forEach((name, value) -> copy.add(name, value));
    return copy;
  }
}
