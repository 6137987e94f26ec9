package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One recorded exchange.
 *
 * @param name its name, which is also its file's
 * @param slow whether it waits for timeouts of the server of ten seconds to a minute
 * @param clients how its clients connect, with variables
 * @param steps its steps
 */
public record Scenario(String name, boolean slow, Map<String, JsonNode> clients, List<Step> steps) {

  static Scenario read(JsonNode json) {
    Map<String, JsonNode> clients = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = json.required("clients").fields();
        i.hasNext(); ) {
      Map.Entry<String, JsonNode> client = i.next();
      clients.put(client.getKey(), client.getValue());
    }
    return new Scenario(
        json.required("name").asText(),
        json.path("slow").asBoolean(),
        clients,
        Steps.read(json.required("steps")));
  }

  /** How a client connects, with variables. */
  JsonNode client(String name) {
    return Optional.ofNullable(clients.get(name))
        .orElseThrow(() -> new IllegalStateException("no client " + name));
  }

  /**
   * Whether it needs a real connection: for HTTP, the handshake, control frames, fragments or
   * timeouts.
   */
  public boolean needsNetwork() {
    return slow
        || clients.values().stream().anyMatch(client -> ClientSpec.read(client).needsNetwork())
        || allSteps().stream().anyMatch(Step::needsNetwork)
        || hasCloseAnswered();
  }

  // The transport answers the client's close frame; the session only ends.
  private boolean hasCloseAnswered() {
    Set<String> closing = new HashSet<>();
    Set<String> closed = new HashSet<>();
    for (Step step : allSteps()) {
      if (step instanceof CloseStep close) {
        closing.add(close.client());
      } else if (step instanceof ClosedStep wait) {
        closed.add(wait.client());
      }
    }
    closing.retainAll(closed);
    return !closing.isEmpty();
  }

  /** All steps, with repetitions replaced by their steps. */
  private List<Step> allSteps() {
    List<Step> all = new ArrayList<>();
    collect(steps, all);
    return all;
  }

  private static void collect(List<Step> steps, List<Step> into) {
    for (Step step : steps) {
      if (step instanceof RepeatStep repeat) {
        collect(repeat.steps(), into);
      } else {
        into.add(step);
      }
    }
  }
}
