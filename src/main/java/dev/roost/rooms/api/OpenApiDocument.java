package dev.roost.rooms.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The description of the API, for people and tools. */
final class OpenApiDocument {
  private final Buffer json;

  private OpenApiDocument(Buffer json) {
    this.json = json;
  }

  /** Blocks for a moment, as it reads from the class path. */
  static OpenApiDocument load() {
    try (InputStream file = OpenApiDocument.class.getResourceAsStream("openapi.json")) {
      return new OpenApiDocument(Buffer.buffer(Objects.requireNonNull(file).readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void serve(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(json);
  }
}
