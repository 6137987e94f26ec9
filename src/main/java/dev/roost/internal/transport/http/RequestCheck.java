package dev.roost.internal.transport.http;

import dev.roost.HttpLimits;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Finds faults of requests that Netty lets pass. A proxy in front of the server that reads such a
 * request in another way would take a part of it for a request of its own, or send it to another
 * host.
 */
final class RequestCheck {
  private RequestCheck() {}

  /** Marks a bad request as one that could not be decoded, so that Vert.x answers 400 or 431. */
  static void check(HttpRequest request, HttpLimits limits) {
    if (!request.decoderResult().isSuccess()) {
      return;
    }
    if (hasTooLongHeader(request.headers(), limits.maxHeaderBytes())) {
      request.setDecoderResult(
          DecoderResult.failure(
              new TooLongHttpHeaderException(
                  "a header has more than " + limits.maxHeaderBytes() + " bytes")));
      return;
    }
    String fault = fault(request);
    if (fault != null) {
      request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(fault)));
    }
  }

  private static boolean hasTooLongHeader(HttpHeaders headers, int max) {
    Iterator<Map.Entry<CharSequence, CharSequence>> entries = headers.iteratorCharSequence();
    while (entries.hasNext()) {
      Map.Entry<CharSequence, CharSequence> entry = entries.next();
      if (entry.getKey().length() + entry.getValue().length() > max) {
        return true;
      }
    }
    return false;
  }

  private static @org.jspecify.annotations.Nullable String fault(HttpRequest request) {
    HttpHeaders headers = request.headers();
    boolean isHttp11 = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    int hosts = headers.getAll(HttpHeaderNames.HOST).size();
    // RFC 9112 section 3.2.
    if (hosts > 1) {
      return "several Host headers";
    }
    if (hosts == 0 && isHttp11) {
      return "no Host header";
    }
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return null;
    }
    // RFC 9112 section 6.1.
    if (!isHttp11) {
      return "Transfer-Encoding before HTTP/1.1";
    }
    if (codings.size() > 1 || !codings.get(0).trim().equalsIgnoreCase("chunked")) {
      return "a Transfer-Encoding other than chunked";
    }
    return headers.contains(HttpHeaderNames.CONTENT_LENGTH) ? bothLengths(request) : null;
  }

  /** RFC 9112 section 6.3, rule 3. */
  static String bothLengths(HttpMessage message) {
    return "both Transfer-Encoding and Content-Length in " + message.protocolVersion();
  }
}
