package dev.roost.rooms;

import dev.roost.node.NodeProgram;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients of the applications that the rooms take after, as far as they talk to the server:
 * what they send and when, with the phoenix.js of their time and that of today.
 */
class OriginalClientsTest {
  private static final List<String> VERSIONS = List.of("1.2", "1.8");

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
  Stream<DynamicContainer> phoenixPair() {
    return client("phoenix-pair");
  }

  @TestFactory
  Stream<DynamicContainer> talkex() {
    return client("talkex");
  }

  @TestFactory
  Stream<DynamicContainer> phoenixChat() {
    return client("phoenix-chat");
  }

  @TestFactory
  Stream<DynamicContainer> phat() {
    return client("phat");
  }

  private static Stream<DynamicContainer> client(String name) {
    return VERSIONS.stream()
        .map(version -> DynamicContainer.dynamicContainer(version, checks(name, version)));
  }

  private static List<DynamicTest> checks(String name, String version) {
    try {
      return NodeProgram.start(
              folder.resolve(name + "-" + version),
              "originals/" + name + ".mjs",
              "--url",
              "http://127.0.0.1:" + rooms.port(),
              "--version",
              version)
          .checks()
          .toList();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
