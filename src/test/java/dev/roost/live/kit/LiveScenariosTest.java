package dev.roost.live.kit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roost.node.Chromium;
import dev.roost.node.ExclusiveExecution;
import dev.roost.node.NodeProgram;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays the recorded scenarios of live views with published clients in a real browser. The pages
 * must equal those of a real Phoenix LiveView.
 *
 * <p>Needs a Chromium: skipped without one, unless on CI. {@code -Dlive.only=list/,form/} plays
 * some scenarios.
 */
@ExtendWith(ExclusiveExecution.class)
class LiveScenariosTest {
  private static final Path SCENARIOS = Path.of("src", "test", "resources", "live", "scenarios");
  private static final long PATIENCE_SECONDS = 400;

  @TempDir static Path folder;
  private static Vertx vertx;

  @BeforeAll
  static void checkBrowser() {
    assumeTrue(
        Chromium.isInstalled() || "true".equals(System.getenv("CI")),
        "no Chromium: install it, or name it by the variable CHROMIUM");
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    if (vertx != null) {
      vertx.close().await();
    }
  }

  @TestFactory
  Stream<DynamicTest> scenariosOfPublishedClients() throws Exception {
    int port = LiveServer.start(vertx, 0).await().port();
    return NodeProgram.start(
            folder.resolve("output"),
            "live/play.mjs",
            "--url",
            "http://127.0.0.1:" + port,
            "--scenarios",
            SCENARIOS.toString(),
            "--only",
            System.getProperty("live.only", ""))
        .checks(PATIENCE_SECONDS);
  }
}
