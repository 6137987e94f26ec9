package dev.roost.rooms;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roost.node.NodeProgram;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * People in real browsers on the real server and its pages. Leaves pictures of the pages in {@code
 * target/screenshots}.
 *
 * <p>Needs a Chromium and the built pages: skipped where they are missing, unless on CI.
 */
class BrowserTest {
  private static final Path PICTURES = Path.of("target", "screenshots");

  @TempDir static Path folder;
  private static Vertx vertx;
  private static RunningRooms rooms;

  @BeforeAll
  static void start() {
    boolean ci = "true".equals(System.getenv("CI"));
    assumeTrue(ci || hasChromium(), "no Chromium: install it, or name it by the variable CHROMIUM");
    assumeTrue(
        ci || BrowserTest.class.getResource("/webroot/index.html") != null,
        "the pages are not built: leave out -DskipWebClient");
    vertx = Vertx.vertx();
    rooms =
        RunningRooms.start(
            vertx, folder.resolve("data"), Map.of("ROOST_SIGN_IN_MAX_PER_EMAIL", "1000"));
  }

  @AfterAll
  static void stop() {
    if (vertx != null) {
      vertx.close().await();
    }
  }

  @TestFactory
  Stream<DynamicTest> accounts() throws Exception {
    return program("accounts");
  }

  @TestFactory
  Stream<DynamicTest> aChallengeTogether() throws Exception {
    try (Backstage backstage =
        new Backstage(List.of(), embeddedDatabase(folder.resolve("data").toAbsolutePath()))) {
      return program("challenge", "--backstage", backstage.url());
    }
  }

  @TestFactory
  Stream<DynamicTest> chatsAndRooms() throws Exception {
    return program("talk");
  }

  @TestFactory
  Stream<DynamicTest> markupStaysText() throws Exception {
    return program("markup");
  }

  @TestFactory
  Stream<DynamicTest> pictures() throws Exception {
    Files.createDirectories(PICTURES);
    return program("pictures", "--folder", PICTURES.toString());
  }

  @TestFactory
  Stream<DynamicTest> aServerThatGoesAwayWhileTheyType() throws Exception {
    Path data = folder.resolve("restarted");
    try (RoomsProcess server = new RoomsProcess(data, Map.of());
        Backstage backstage = new Backstage(List.of(server), embeddedDatabase(data))) {
      server.start();
      return run("restart", server.port(), "--backstage", backstage.url());
    }
  }

  private static Stream<DynamicTest> program(String name, String... arguments) throws Exception {
    return run(name, rooms.port(), arguments);
  }

  private static Stream<DynamicTest> run(String name, int port, String... arguments)
      throws IOException, InterruptedException {
    String url = "http://127.0.0.1:" + port;
    return NodeProgram.start(
            folder.resolve(name),
            "browser/" + name + ".mjs",
            Stream.concat(Stream.of("--url", url), Stream.of(arguments)).toArray(String[]::new))
        .checks();
  }

  private static String embeddedDatabase(Path data) {
    return "jdbc:h2:file:"
        + data.resolve("roost")
        + ";USER=sa;IFEXISTS=TRUE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
  }

  private static boolean hasChromium() {
    String named = System.getenv("CHROMIUM");
    return Files.isExecutable(Path.of(named == null ? "/usr/bin/chromium" : named));
  }
}
