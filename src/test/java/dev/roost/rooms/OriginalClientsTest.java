package dev.roost.rooms;

import dev.roost.node.NodeProgram;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reproduces the messages of the original applications' clients, with the phoenix.js of their time
 * and the current one.
 */
class OriginalClientsTest {
  private static final List<String> VERSIONS = List.of("1.2", "1.8");
  private static final List<String> CLIENTS = List.of("phoenix-pair", "talkex", "phat");

  private static final String LOBBY_CLIENT = "phoenix-chat";

  @TempDir static Path folder;
  private static Vertx vertx;
  private static RunningRooms rooms;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    rooms = RunningRooms.start(vertx, folder.resolve("data"), Map.of("ROOST_ROOMS_GUESTS", "true"));
  }

  @AfterAll
  static void stop() {
    vertx.close().await();
  }

  @TestFactory
  Stream<DynamicContainer> originalClients() throws Exception {
    List<DynamicContainer> tests = new ArrayList<>();
    for (String version : VERSIONS) {
      Map<String, NodeProgram> running = new LinkedHashMap<>();
      for (String name : CLIENTS) {
        running.put(name, start(name, version));
      }
      for (Map.Entry<String, NodeProgram> client : running.entrySet()) {
        tests.add(container(client.getKey(), version, client.getValue()));
      }
      // Talkex is in the lobby, too, and would get its messages.
      tests.add(container(LOBBY_CLIENT, version, start(LOBBY_CLIENT, version)));
    }
    return tests.stream();
  }

  private static DynamicContainer container(String name, String version, NodeProgram client)
      throws Exception {
    return DynamicContainer.dynamicContainer(name + " with phoenix.js " + version, client.checks());
  }

  private static NodeProgram start(String name, String version) throws IOException {
    return NodeProgram.start(
        folder.resolve(name + "-" + version),
        "originals/" + name + ".mjs",
        "--url",
        "http://127.0.0.1:" + rooms.port(),
        "--version",
        version);
  }
}
