package dev.roost.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roost.conformance.direct.SessionServer;
import dev.roost.conformance.scenario.Pace;
import dev.roost.conformance.scenario.Player;
import dev.roost.conformance.scenario.Recordings;
import dev.roost.conformance.scenario.Scenario;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays the recordings of a real Phoenix against sessions alone: the protocol engine satisfies them
 * without a transport.
 */
class RecordedScenariosWithoutNetworkTest {
  private static Vertx vertx;
  private static ScenarioTests sessions;

  @BeforeAll
  static void begin() {
    List<Scenario> scenarios =
        Recordings.all().stream().filter(scenario -> !scenario.needsNetwork()).toList();
    assertTrue(scenarios.size() > 100, "hardly any scenario was found");
    vertx = Vertx.vertx();
    Player player =
        new Player(new SessionServer(vertx, ConformanceEndpoint.definition(vertx)), Pace.RECORDED);
    sessions = new ScenarioTests(scenarios, player::play);
  }

  @AfterAll
  static void end() {
    sessions.close();
    vertx.close().await();
  }

  @TestFactory
  Stream<DynamicTest> sessions() {
    return sessions.tests();
  }
}
