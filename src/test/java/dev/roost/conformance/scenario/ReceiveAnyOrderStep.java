package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.conformance.match.Comparison;
import dev.roost.conformance.match.ScenarioJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Expects certain messages next, in any order. */
record ReceiveAnyOrderStep(JsonNode source) implements Step {

  @Override
  public void play(Stage stage) throws Exception {
    JsonNode filled = stage.fill(source);
    List<JsonNode> expected = new ArrayList<>();
    filled.required("texts").forEach(expected::add);
    String shown = ScenarioJson.write(filled.get("texts"));
    List<JsonNode> got = new ArrayList<>();
    while (got.size() < expected.size()) {
      Received next = stage.next(filled.get("recv_any_order").asText(), timeout(stage), shown);
      Optional<JsonNode> json =
          next instanceof Received.Text text ? ScenarioJson.parse(text.text()) : Optional.empty();
      got.add(
          json.orElseThrow(() -> new Mismatch("no text frame").expected(shown).got(next.shown())));
    }
    if (!Comparison.sameInSomeOrder(expected, got, stage.refs())) {
      throw new Mismatch("other frames").expected(shown).got(got.toString());
    }
  }
}
