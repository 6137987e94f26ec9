package dev.roost.dashboard;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The files that the pages load: the published clients of Phoenix as they are, a style sheet, and
 * the script that connects. In memory; immutable.
 */
final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "phoenix.min.js", "text/javascript; charset=utf-8",
          "phoenix_live_view.min.js", "text/javascript; charset=utf-8",
          "dashboard.js", "text/javascript; charset=utf-8",
          "dashboard.css", "text/css; charset=utf-8");

  private final Map<String, File> files = new LinkedHashMap<>();

  private record File(String type, Buffer content, String etag) {}

  Assets() {
    TYPES.forEach((name, type) -> files.put(name, read(name, type)));
  }

  private static File read(String name, String type) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the dashboard's file is missing: " + name);
      }
      byte[] bytes = in.readAllBytes();
      CRC32 checksum = new CRC32();
      checksum.update(bytes);
      return new File(type, Buffer.buffer(bytes), Long.toHexString(checksum.getValue()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void mount(Router router, String path) {
    files.forEach((name, file) -> router.get(path + "/" + name).handler(each -> serve(each, file)));
  }

  private static void serve(RoutingContext context, File file) {
    context
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader("X-Content-Type-Options", "nosniff");
    context.etag(file.etag);
    if (context.isFresh()) {
      context.response().setStatusCode(304).end();
    } else {
      context.response().putHeader(HttpHeaders.CONTENT_TYPE, file.type).end(file.content);
    }
  }
}
