package dev.roost.internal.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates the header {@code Sec-WebSocket-Protocol} between a client and a mount. That header
 * also carries phoenix.js's auth token, for a browser can set no other.
 *
 * @param accepted whether the request may go on
 * @param agreed the sub-protocol to answer with, or null for none
 * @param authToken the token, or null if none came or the mount does not take them
 */
record Subprotocols(boolean accepted, @Nullable String agreed, @Nullable String authToken) {
  private static final String PHOENIX = "phoenix";
  private static final String TOKEN_PREFIX = "base64url.bearer.phx.";

  /**
   * Chooses as Phoenix does: the first of the server's list that the client offers. A client that
   * offers none is accepted, one that offers only others is refused.
   *
   * @param header the request's header, or null
   * @param supported the mount's own sub-protocols
   * @param takesAuthToken whether the mount wants auth tokens
   */
  static Subprotocols negotiate(
      @Nullable String header, List<String> supported, boolean takesAuthToken) {
    if (header == null) {
      return new Subprotocols(true, null, null);
    }
    List<String> offered =
        new ArrayList<>(Arrays.stream(header.split(",", -1)).map(String::strip).toList());
    List<String> wanted = supported;
    String token = null;
    if (takesAuthToken) {
      wanted = new ArrayList<>(supported);
      wanted.add(0, PHOENIX);
      List<String> tokens = offered.stream().filter(p -> p.startsWith(TOKEN_PREFIX)).toList();
      offered.removeAll(tokens);
      if (tokens.size() == 1) {
        token = decode(tokens.get(0).substring(TOKEN_PREFIX.length()));
        if (token == null) {
          return new Subprotocols(false, null, null);
        }
      }
      if (offered.isEmpty()) {
        return new Subprotocols(true, null, token);
      }
    } else if (supported.isEmpty()) {
      // Phoenix then answers without the header, and leaves it to the client to mind.
      return new Subprotocols(true, null, null);
    }
    for (String candidate : wanted) {
      if (offered.contains(candidate)) {
        return new Subprotocols(true, candidate, token);
      }
    }
    return new Subprotocols(false, null, null);
  }

  // phoenix.js encodes by btoa, the standard alphabet, and cuts the padding off. Tokens of clients
  // that took the prefix by its word use the other alphabet.
  private static @Nullable String decode(String encoded) {
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded.replace('-', '+').replace('_', '/'));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
