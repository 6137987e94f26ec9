package dev.roost.rooms.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.MimeMapping;
import io.vertx.ext.web.ParsedHeaderValue;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A static file, as it is and compressed.
 *
 * <p>Answers conditional requests (RFC 9110, section 13.1.2) with 304, and sends the smallest
 * encoding that the client accepts (section 12.5.3). A large file is kept in gzip only; a client
 * that does not accept it gets status 406.
 *
 * @param contentType of the file as it is
 * @param variants by content coding, {@link #IDENTITY} among them unless the file is large
 */
record PageFile(String contentType, Map<String, Variant> variants) {
  static final String IDENTITY = "identity";

  /** Content codings, with the endings that the build gives to files in them. */
  static final Map<String, String> ENDINGS = Map.of("br", ".br", "gzip", ".gz");

  private static final List<String> SMALLEST_FIRST = List.of("br", "gzip", IDENTITY);

  /** From this size on, a file is read from the disk each time. */
  private static final int MAX_BYTES_IN_MEMORY = 1 << 20;

  /**
   * The bytes of one encoding, with an entity tag of their own.
   *
   * @param bytes nothing if they are read from the file
   * @param file a path as Vert.x finds it, on the class path too
   */
  record Variant(Optional<Buffer> bytes, String file, long length, String etag) {
    /** A file with a hash of its content as entity tag. */
    static Variant of(String file, Buffer bytes) {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.getBytes());
        return of(file, bytes, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JVM has SHA-256", e);
      }
    }

    static Variant of(String file, Buffer bytes, String etag) {
      return new Variant(
          Optional.of(bytes).filter(kept -> !isLarge(kept.length())), file, bytes.length(), etag);
    }

    /** A large file, which was not read. */
    static Variant onDisk(String file, long length, String etag) {
      return new Variant(Optional.empty(), file, length, etag);
    }
  }

  /** Whether a file of this many bytes is read from the disk each time. */
  static boolean isLarge(long bytes) {
    return bytes >= MAX_BYTES_IN_MEMORY;
  }

  static PageFile of(String name, Map<String, Variant> variants) {
    String type = MimeMapping.mimeTypeForFilename(name);
    if (type == null) {
      type = "application/octet-stream";
    } else if (type.startsWith("text/")) {
      type += ";charset=UTF-8";
    }
    return new PageFile(type, Map.copyOf(variants));
  }

  /** The file as it is, as text. */
  String text() {
    return Objects.requireNonNull(variants.get(IDENTITY)).bytes().orElseThrow().toString();
  }

  /** Answers a GET or HEAD request. The caller has set {@code Cache-Control}. */
  void serve(RoutingContext context) {
    String encoding = encodingFor(context);
    Variant variant = variants.get(encoding);
    HttpServerResponse response = context.response();
    if (variant == null) {
      response
          .setStatusCode(406)
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
          .end("This file is sent with Content-Encoding: gzip only.\n");
      return;
    }
    context.etag(variant.etag());
    if (variants.size() > 1) {
      response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
    if (context.isFresh()) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
    if (!encoding.equals(IDENTITY)) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, encoding);
    }
    if (context.request().method().equals(HttpMethod.HEAD)) {
      // Vert.x would send the body.
      response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(variant.length()));
      response.end();
    } else if (variant.bytes().isPresent()) {
      response.end(variant.bytes().get());
    } else {
      response.sendFile(variant.file()).onFailure(context::fail);
    }
  }

  /** The smallest encoding that the client accepts; a weight of 0 refuses one. */
  private String encodingFor(RoutingContext context) {
    List<ParsedHeaderValue> accepted = context.parsedHeaders().acceptEncoding();
    return SMALLEST_FIRST.stream()
        .filter(variants::containsKey)
        .filter(
            encoding ->
                accepted.stream()
                    .anyMatch(value -> value.value().equals(encoding) && value.weight() > 0))
        .findFirst()
        .orElse(IDENTITY);
  }
}
