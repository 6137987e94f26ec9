package dev.roost.transport;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionDecoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has agreed on to compress its messages: the extension permessage-deflate of RFC
 * 7692. Netty's, with a bound on what a message may inflate to, which Vert.x's own would not have.
 */
final class Compression {
  private final WebSocketServerExtension extension;

  private Compression(WebSocketServerExtension extension) {
    this.extension = extension;
  }

  /**
   * Takes the first offer of the client that can be met.
   *
   * @param header the request's {@code Sec-WebSocket-Extensions}, or null
   * @param maxMessageBytes what a message may inflate to
   * @return null if there is no such offer
   */
  static @Nullable Compression negotiate(@Nullable String header, int maxMessageBytes) {
    if (header == null) {
      return null;
    }
    PerMessageDeflateServerExtensionHandshaker handshaker =
        new PerMessageDeflateServerExtensionHandshaker(maxMessageBytes);
    for (WebSocketExtensionData offer : WebSocketExtensionUtil.extractExtensions(header)) {
      WebSocketServerExtension extension = handshaker.handshakeExtension(offer);
      if (extension != null) {
        return new Compression(extension);
      }
    }
    return null;
  }

  /** The answer's {@code Sec-WebSocket-Extensions}. */
  String header() {
    WebSocketExtensionData agreed = extension.newReponseData();
    StringBuilder header = new StringBuilder(agreed.name());
    agreed
        .parameters()
        .forEach(
            (name, value) -> {
              header.append(';').append(name);
              if (value != null) {
                header.append('=').append(value);
              }
            });
    return header.toString();
  }

  WebSocketExtensionDecoder newDecoder() {
    return extension.newExtensionDecoder();
  }

  WebSocketExtensionEncoder newEncoder() {
    return extension.newExtensionEncoder();
  }
}
