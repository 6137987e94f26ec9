package dev.roost.internal.transport;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The negotiated parameters of permessage-deflate (RFC 7692) on one connection. Netty compresses
 * outgoing messages; {@link MessageInflater} inflates incoming ones.
 *
 * @param serverKeepsContext whether the server refers back to messages that it sent before
 * @param clientKeepsContext whether the client may do so
 * @param echoesWindow whether the client asked for the window that the server has anyway
 */
record Compression(boolean serverKeepsContext, boolean clientKeepsContext, boolean echoesWindow) {
  private static final String NAME = "permessage-deflate";
  private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
  private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";
  private static final String SERVER_WINDOW = "server_max_window_bits";
  private static final String CLIENT_WINDOW = "client_max_window_bits";

  /** Java's deflater has no other window. */
  private static final int WINDOW_BITS = 15;

  private static final int LEVEL = 6;

  /**
   * Takes the first offer of the client that can be met, RFC 7692 section 7.1. A client that wants
   * a smaller window of the server cannot be served: Java's deflater always uses 32 KiB. A window
   * of the client's own may be of any size.
   *
   * @param header the request's {@code Sec-WebSocket-Extensions}, or null
   * @return null if there is no such offer
   */
  static @Nullable Compression negotiate(@Nullable String header) {
    if (header == null) {
      return null;
    }
    for (ExtensionOffer offer : ExtensionOffer.parse(header)) {
      Compression agreed = offer.name().equals(NAME) ? accept(offer.parameters()) : null;
      if (agreed != null) {
        return agreed;
      }
    }
    return null;
  }

  private static @Nullable Compression accept(Map<String, @Nullable String> parameters) {
    for (Map.Entry<String, @Nullable String> parameter : parameters.entrySet()) {
      String value = parameter.getValue();
      boolean fits =
          switch (parameter.getKey()) {
            case SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT -> value == null;
            case SERVER_WINDOW -> value != null && value.equals(String.valueOf(WINDOW_BITS));
            case CLIENT_WINDOW -> value == null || value.matches("[89]|1[0-5]");
            default -> false;
          };
      if (!fits) {
        return null;
      }
    }
    return new Compression(
        !parameters.containsKey(SERVER_NO_CONTEXT),
        !parameters.containsKey(CLIENT_NO_CONTEXT),
        parameters.containsKey(SERVER_WINDOW));
  }

  /** The answer's {@code Sec-WebSocket-Extensions}. */
  String header() {
    StringBuilder header = new StringBuilder(NAME);
    if (!serverKeepsContext) {
      header.append("; ").append(SERVER_NO_CONTEXT);
    }
    if (!clientKeepsContext) {
      header.append("; ").append(CLIENT_NO_CONTEXT);
    }
    if (echoesWindow) {
      header.append("; ").append(SERVER_WINDOW).append('=').append(WINDOW_BITS);
    }
    return header.toString();
  }

  /** Inflates the messages of a connection, of at most so many bytes. */
  ChannelHandler newDecoder(int maxMessageBytes, Receiver receiver) {
    return new MessageInflater(maxMessageBytes, clientKeepsContext, receiver);
  }

  /** Compresses messages. */
  ChannelHandler newEncoder() {
    // Netty's encoder can only be had by its handshake.
    Map<String, String> wanted = new HashMap<>();
    if (!serverKeepsContext) {
      wanted.put(SERVER_NO_CONTEXT, null);
    }
    WebSocketServerExtension extension =
        new PerMessageDeflateServerExtensionHandshaker(LEVEL, false, WINDOW_BITS, true, false, 0)
            .handshakeExtension(new WebSocketExtensionData(NAME, wanted));
    return Objects.requireNonNull(extension).newExtensionEncoder();
  }
}
