package dev.roost.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roost.internal.pubsub.FreePorts;
import dev.roost.node.NodeProgram;
import dev.roost.rooms.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Editors type at random on two servers with one database; one server is killed and restarted. They
 * run the page's own code.
 *
 * <p>Runs for {@code -Dsoak.seconds=N} seconds, 15 by default. Needs the web client's packages.
 */
class EditingSoakTest {
  private static final int SECONDS = Integer.getInteger("soak.seconds", 15);

  /** Time for the start and the end. */
  private static final int MORE_SECONDS = 120;

  @TestFactory
  Stream<DynamicTest> killedServerLosesNoEdits(@TempDir Path folder) throws Exception {
    assumeTrue(
        "true".equals(System.getenv("CI"))
            || Files.isDirectory(Path.of("web-client", "node_modules", "vite")),
        "the packages of the web client are not there: leave out -DskipWebClient");
    Map<String, String> database = TestDatabase.POSTGRES.environment();
    List<Integer> clusterPorts = List.of(FreePorts.next(), FreePorts.next());
    try (RoomsProcess first = server(folder, database, clusterPorts, 0);
        RoomsProcess second = server(folder, database, clusterPorts, 1);
        ServerControl control = new ServerControl(List.of(first, second), jdbcUrl(database))) {
      first.start();
      second.start();
      List<DynamicTest> tests =
          new ArrayList<>(
              NodeProgram.start(
                      folder.resolve("output"),
                      "soak/soak.mjs",
                      "--urls",
                      url(first) + "," + url(second),
                      "--backstage",
                      control.url(),
                      "--seconds",
                      String.valueOf(SECONDS))
                  .checks(SECONDS + MORE_SECONDS)
                  .toList());
      Files.readString(folder.resolve("output"))
          .lines()
          .filter(line -> line.startsWith("figures: "))
          .forEach(System.out::println);
      List<String> errors = Stream.of(first, second).flatMap(EditingSoakTest::errors).toList();
      tests.add(
          DynamicTest.dynamicTest(
              "the servers log no errors", () -> assertEquals(List.of(), errors)));
      return tests.stream();
    }
  }

  private static RoomsProcess server(
      Path folder, Map<String, String> database, List<Integer> clusterPorts, int index) {
    Map<String, String> environment = new HashMap<>(database);
    environment.put("ROOST_CLUSTER_ENABLED", "true");
    environment.put("ROOST_CLUSTER_NAME", "soak-" + clusterPorts.get(0));
    environment.put("ROOST_CLUSTER_PORT", String.valueOf(clusterPorts.get(index)));
    environment.put(
        "ROOST_CLUSTER_MEMBERS",
        String.join(",", clusterPorts.stream().map(port -> "127.0.0.1:" + port).toList()));
    return new RoomsProcess(folder.resolve("server" + index), environment);
  }

  private static String url(RoomsProcess server) {
    return "http://127.0.0.1:" + server.port();
  }

  private static String jdbcUrl(Map<String, String> database) {
    URI url = URI.create(database.get("ROOST_DATABASE_URL"));
    return "jdbc:postgresql://%s:%d%s?user=%s"
        .formatted(url.getHost(), url.getPort(), url.getPath(), url.getUserInfo());
  }

  private static Stream<String> errors(RoomsProcess server) {
    try {
      return server.errors().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
