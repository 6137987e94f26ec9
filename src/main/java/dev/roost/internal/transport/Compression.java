package dev.roost.internal.transport;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The negotiated parameters of permessage-deflate (RFC 7692) on one connection.
 *
 * <p>No message refers to an earlier one, in either direction: a connection then needs no memory
 * for compression, and one compressed message suits all connections. The server may demand that
 * whatever the client offers, sections 7.1.1.1 and 7.1.1.2.
 *
 * @param windowBits how far back a message may refer to itself, as a power of two of bytes
 * @param echoesWindow whether the client asked for a window
 */
record Compression(int windowBits, boolean echoesWindow) {
  /** The window size that means no compression. */
  static final int NONE = 0;

  private static final String NAME = "permessage-deflate";
  private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
  private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";
  private static final String SERVER_WINDOW = "server_max_window_bits";
  private static final String CLIENT_WINDOW = "client_max_window_bits";
  private static final int MAX_WINDOW_BITS = 15;
  private static final String WINDOW = "[89]|1[0-5]";

  /**
   * Takes the first offer of the client that can be met, section 7.1.
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
            case SERVER_WINDOW -> value != null && value.matches(WINDOW);
            case CLIENT_WINDOW -> value == null || value.matches(WINDOW);
            default -> false;
          };
      if (!fits) {
        return null;
      }
    }
    String window = parameters.get(SERVER_WINDOW);
    return window == null
        ? new Compression(MAX_WINDOW_BITS, false)
        : new Compression(Integer.parseInt(window), true);
  }

  /** The answer's {@code Sec-WebSocket-Extensions}. */
  String header() {
    String header = NAME + "; " + SERVER_NO_CONTEXT + "; " + CLIENT_NO_CONTEXT;
    return echoesWindow ? header + "; " + SERVER_WINDOW + '=' + windowBits : header;
  }

  /**
   * Whether a message may be sent compressed. Java's deflater always refers back by up to 32 KiB,
   * but in a message that is no longer than the window it cannot refer beyond it.
   */
  static boolean fits(int length, int windowBits) {
    return windowBits == MAX_WINDOW_BITS || length <= 1 << windowBits;
  }
}
