package dev.roost.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The answer to a WebSocket handshake, RFC 6455 section 4.2.2, as bytes. */
final class UpgradeAnswer {
  private static final int BUFFER_BYTES = 256;

  private static final byte[] BEGIN =
      """
      HTTP/1.1 101 Switching Protocols
      upgrade: websocket
      connection: upgrade
      """
          .replace("\n", "\r\n")
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] ACCEPT = "sec-websocket-accept: ".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] END_OF_LINE = {'\r', '\n'};

  /** The headers that each answer has. */
  private static final Set<String> OWN = Set.of("upgrade", "connection", "sec-websocket-accept");

  private static final byte[] GUID =
      "258EAFA5-E914-47DA-95CA-C5AB0DC85B11".getBytes(StandardCharsets.US_ASCII);

  private static final FastThreadLocal<MessageDigest> SHA_1 =
      new FastThreadLocal<>() {
        @Override
        protected MessageDigest initialValue() throws NoSuchAlgorithmException {
          return MessageDigest.getInstance("SHA-1");
        }
      };

  private UpgradeAnswer() {}

  /** The answer to a valid request, with the headers that its response has so far. */
  static ByteBuf to(HttpServerRequest request, ByteBufAllocator allocator) {
    ByteBuf answer = allocator.directBuffer(BUFFER_BYTES);
    answer
        .writeBytes(BEGIN)
        .writeBytes(ACCEPT)
        .writeBytes(accept(request.getHeader("sec-websocket-key")));
    for (Map.Entry<String, String> header : request.response().headers()) {
      if (!OWN.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        answer.writeBytes(END_OF_LINE);
        answer.writeCharSequence(header.getKey(), StandardCharsets.ISO_8859_1);
        answer.writeByte(':').writeByte(' ');
        answer.writeCharSequence(header.getValue(), StandardCharsets.ISO_8859_1);
      }
    }
    return answer.writeBytes(END_OF_LINE).writeBytes(END_OF_LINE);
  }

  private static byte[] accept(String key) {
    MessageDigest digest = SHA_1.get();
    digest.update(key.getBytes(StandardCharsets.ISO_8859_1));
    digest.update(GUID);
    return Base64.getEncoder().encode(digest.digest());
  }
}
