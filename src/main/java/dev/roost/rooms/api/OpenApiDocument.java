package dev.roost.rooms.api;

import dev.roost.rooms.config.ProxySettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Objects;

/** The description of the API, for people and tools. */
final class OpenApiDocument {
  private final Buffer json;

  private OpenApiDocument(Buffer json) {
    this.json = json;
  }

  /** Describes the API where clients find it. Blocks for a moment: reads from the class path. */
  static OpenApiDocument at(ProxySettings proxy) {
    String url = proxy.publicUrl().map(URI::toString).orElse(proxy.basePath().href());
    try (InputStream file = OpenApiDocument.class.getResourceAsStream("openapi.json")) {
      JsonObject document =
          new JsonObject(Buffer.buffer(Objects.requireNonNull(file).readAllBytes()));
      document.put("servers", new JsonArray().add(new JsonObject().put("url", url)));
      return new OpenApiDocument(document.toBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void serve(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(json);
  }
}
