package dev.roost.rooms;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roost.endpoint.EndpointServer;
import dev.roost.node.NodeProgram;
import dev.roost.rooms.config.CommandLine;
import dev.roost.rooms.config.Settings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two people in real browsers on the real server and its page. Leaves pictures of the pages in
 * {@code target/pictures}.
 *
 * <p>Needs a Chromium and the built page: skipped where they are missing, unless on CI.
 */
class BrowserTest {
  private static final Path PICTURES = Path.of("target", "pictures");

  @TestFactory
  Stream<DynamicTest> twoPeopleInOneRoom(@TempDir Path folder) throws Exception {
    boolean ci = "true".equals(System.getenv("CI"));
    assumeTrue(ci || hasChromium(), "no Chromium: install it, or name it by the variable CHROMIUM");
    assumeTrue(
        ci || getClass().getResource("/webroot/index.html") != null,
        "the page is not built: leave out -DskipWebClient");

    Vertx vertx = Vertx.vertx();
    try {
      CommandLine arguments =
          CommandLine.parse(
              new String[] {"--dev", "--port", "0", "--data", folder.resolve("data").toString()});
      Settings settings = Settings.load(vertx, arguments, Map.of()).await();
      EndpointServer server = RoomsServer.start(vertx, settings, RoomsServer.WEB_PAGE).await();
      Files.createDirectories(PICTURES);
      NodeProgram program =
          NodeProgram.start(
              folder.resolve("output"),
              "browser-room.mjs",
              "--url",
              "http://127.0.0.1:" + server.port(),
              "--shots",
              PICTURES.toString());
      return program.checks();
    } finally {
      vertx.close().await();
    }
  }

  private static boolean hasChromium() {
    String named = System.getenv("CHROMIUM");
    return Files.isExecutable(Path.of(named == null ? "/usr/bin/chromium" : named));
  }
}
