package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.conformance.match.Refs;
import dev.roost.conformance.match.Variables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The state of one run of a scenario: the server, the clients, variables and refs. */
final class Stage implements AutoCloseable {
  /** Long, because only failing tests wait for it. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Scenario scenario;
  private final ScenarioServer server;
  private final Pace pace;
  private final Variables variables = new Variables();
  private final Refs refs = new Refs();
  private final Map<String, Participant> participants = new LinkedHashMap<>();
  private final List<ScenarioClient> everyone = new ArrayList<>();

  Stage(Scenario scenario, ScenarioServer server, Pace pace) {
    this.scenario = scenario;
    this.server = server;
    this.pace = pace;
  }

  Scenario scenario() {
    return scenario;
  }

  ScenarioServer server() {
    return server;
  }

  Pace pace() {
    return pace;
  }

  Duration timeout() {
    return TIMEOUT;
  }

  Variables variables() {
    return variables;
  }

  JsonNode fill(JsonNode json) {
    return variables.fill(json);
  }

  Refs refs() {
    return refs;
  }

  /** Adds a connected client; it replaces an earlier one of that name. */
  void enter(String name, ScenarioClient client) {
    everyone.add(client);
    participants.put(name, new Participant(client));
  }

  Participant participant(String name) {
    return Optional.ofNullable(participants.get(name))
        .orElseThrow(() -> new IllegalStateException(name + " is not connected"));
  }

  /** Waits for the next message of a client. */
  Received next(String client, Duration timeout, String expected) throws InterruptedException {
    return participant(client)
        .client()
        .inbox()
        .next(timeout)
        .orElseThrow(
            () ->
                new Mismatch("nothing came in " + timeout.toMillis() + " ms")
                    .expected(expected)
                    .got("nothing"));
  }

  /** Fails on unread messages and on connections that the server closed unexpectedly. */
  void requireNothingLeft() {
    participants.forEach(
        (name, participant) ->
            participant
                .leftOver()
                .ifPresent(
                    left -> {
                      throw new Mismatch(
                              scenario.name()
                                  + ", at the end: "
                                  + name
                                  + " got more than the scenario says")
                          .got(left.shown());
                    }));
  }

  /** Closes all connections. */
  @Override
  public void close() {
    everyone.forEach(ScenarioClient::dropConnection);
  }
}
