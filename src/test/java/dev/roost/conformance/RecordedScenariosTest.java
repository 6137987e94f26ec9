package dev.roost.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roost.SocketMount;
import dev.roost.conformance.network.NetworkServer;
import dev.roost.conformance.scenario.Pace;
import dev.roost.conformance.scenario.Player;
import dev.roost.conformance.scenario.Recordings;
import dev.roost.conformance.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays the recordings of a real Phoenix against the conformance endpoint over the network, with
 * both ways of handling connections.
 */
class RecordedScenariosTest {
  /**
   * The pace of scenarios that wait for timeouts; the server's timeouts are shorter by the same
   * factor.
   */
  private static final Pace HASTY = new Pace(5);

  private static final long RECORDED_TIMEOUT_MILLIS = 60_000;
  private static final long RECORDED_WINDOW_MILLIS = 10_000;

  /** Scenarios that {@code ServerWebSocket} cannot satisfy, with the reason. */
  private static final Map<String, String> BEYOND_SERVER_WEB_SOCKET =
      Map.of(
          "websocket-too-large",
          "Vert.x closes the connection on a frame that is too large, without a close frame");

  private static final List<RunningEndpoint> ENDPOINTS = new ArrayList<>();

  private static ScenarioTests takenOver;
  private static ScenarioTests overServerWebSocket;

  @BeforeAll
  static void begin() {
    List<Scenario> scenarios = Recordings.all();
    assertTrue(scenarios.size() > 100, "hardly any scenario was found");
    takenOver = begin(scenarios, socket -> {});
    overServerWebSocket =
        begin(
            scenarios.stream()
                .filter(scenario -> !BEYOND_SERVER_WEB_SOCKET.containsKey(scenario.name()))
                .toList(),
            socket -> socket.webSocket(options -> options.takeOver(false)));
  }

  private static ScenarioTests begin(List<Scenario> scenarios, Consumer<SocketMount> change) {
    Player player = new Player(start(change), Pace.RECORDED);
    Player hastyPlayer =
        new Player(start(change.andThen(RecordedScenariosTest::shortenTimeouts)), HASTY);
    return new ScenarioTests(
        scenarios, scenario -> (scenario.slow() ? hastyPlayer : player).play(scenario));
  }

  private static void shortenTimeouts(SocketMount socket) {
    socket
        .webSocket(options -> options.timeoutMillis(HASTY.of(RECORDED_TIMEOUT_MILLIS).toMillis()))
        .longPoll(options -> options.windowMillis(HASTY.of(RECORDED_WINDOW_MILLIS).toMillis()));
  }

  private static NetworkServer start(Consumer<SocketMount> change) {
    RunningEndpoint endpoint = new RunningEndpoint(change);
    ENDPOINTS.add(endpoint);
    return new NetworkServer(endpoint.port());
  }

  @AfterAll
  static void end() {
    takenOver.close();
    overServerWebSocket.close();
    ENDPOINTS.forEach(RunningEndpoint::close);
  }

  @TestFactory
  Stream<DynamicTest> takenOver() {
    return takenOver.tests();
  }

  @TestFactory
  Stream<DynamicTest> overServerWebSocket() {
    return overServerWebSocket.tests();
  }
}
