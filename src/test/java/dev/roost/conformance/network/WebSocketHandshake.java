package dev.roost.conformance.network;

import dev.roost.conformance.scenario.ClientSpec;
import dev.roost.conformance.scenario.HttpAnswer;
import dev.roost.conformance.scenario.HttpCall;
import dev.roost.conformance.scenario.Opening;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The opening handshake of a WebSocket, RFC 6455 section 4.1. */
record WebSocketHandshake(ClientSpec spec) {
  private static final String TOKEN_PREFIX = "base64url.bearer.phx.";
  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int KEY_BYTES = 16;

  Opening with(InetSocketAddress address, Duration timeout) throws IOException {
    HttpConnection connection = HttpConnection.open(address, timeout);
    try {
      String key = randomKey();
      HttpAnswer answer = connection.request(upgrade(key));
      if (answer.status() != SWITCHING_PROTOCOLS) {
        connection.close();
        return new Opening.Refused(answer.status());
      }
      String accept = answer.headers().get("sec-websocket-accept");
      require("websocket".equalsIgnoreCase(answer.headers().get("upgrade")), "upgrade");
      require("upgrade".equalsIgnoreCase(answer.headers().get("connection")), "connection");
      require(acceptFor(key).equals(accept), "accept key");
      require(!answer.headers().containsKey("sec-websocket-extensions"), "extension");
      String agreed = answer.headers().get("sec-websocket-protocol");
      require(agreed == null ? offered().isEmpty() : offered().contains(agreed), "sub-protocol");
      return new Opening.Accepted(WebSocketClient.start(connection), agreed);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private HttpCall upgrade(String key) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("connection", "Upgrade");
    headers.put("upgrade", "websocket");
    headers.put("sec-websocket-version", "13");
    headers.put("sec-websocket-key", key);
    if (!offered().isEmpty()) {
      headers.put("sec-websocket-protocol", String.join(",", offered()));
    }
    headers.putAll(spec.headers());
    return new HttpCall("GET", "/socket/websocket?" + QueryString.of(spec.params()), headers, null);
  }

  /** The subprotocols; a token is encoded like phoenix.js does. */
  private List<String> offered() {
    if (spec.subprotocols() != null) {
      return spec.subprotocols();
    }
    String token = spec.authToken();
    if (token == null) {
      return List.of();
    }
    byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
    return List.of(
        "phoenix", TOKEN_PREFIX + Base64.getEncoder().withoutPadding().encodeToString(bytes));
  }

  private static void require(boolean condition, String what) throws IOException {
    if (!condition) {
      throw new IOException("the server answered the handshake with a wrong " + what);
    }
  }

  private static String randomKey() {
    byte[] key = new byte[KEY_BYTES];
    ThreadLocalRandom.current().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static String acceptFor(String key) {
    try {
      byte[] bytes = (key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
