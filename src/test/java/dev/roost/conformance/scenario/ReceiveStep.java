package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.conformance.match.ByteNotation;
import dev.roost.conformance.match.Comparison;
import dev.roost.conformance.match.Difference;
import dev.roost.conformance.match.ScenarioJson;
import java.util.Optional;

/** Expects a certain message or pong next. */
record ReceiveStep(JsonNode source) implements Step {

  @Override
  public boolean needsNetwork() {
    return source.has("pong");
  }

  @Override
  public void play(Stage stage) throws Exception {
    JsonNode expected = stage.fill(source);
    Received got = stage.next(expected.get("recv").asText(), timeout(stage), shown(expected));
    if (got instanceof Received.Closed) {
      throw mismatch("the connection was closed", expected, got);
    }
    if (expected.has("text")) {
      compareJson(expected, got, stage);
    } else if (!isExactly(expected, got)) {
      throw mismatch("another frame", expected, got);
    }
  }

  private static void compareJson(JsonNode expected, Received got, Stage stage) {
    if (!(got instanceof Received.Text text)) {
      throw mismatch("no text frame", expected, got);
    }
    JsonNode json =
        ScenarioJson.parse(text.text()).orElseThrow(() -> mismatch("no JSON", expected, got));
    Optional<Difference> found = Comparison.compare(expected.get("text"), json, stage.refs());
    if (found.isPresent()) {
      throw mismatch("another frame", expected, got).at(found.get());
    }
  }

  private static boolean isExactly(JsonNode expected, Received got) {
    if (expected.has("raw")) {
      return got.equals(new Received.Text(expected.get("raw").asText()));
    }
    if (expected.has("hex")) {
      return got.equals(new Received.Binary(ByteNotation.parse(expected.get("hex").asText())));
    }
    return got.equals(new Received.Pong(ByteNotation.parse(expected.required("pong").asText())));
  }

  private static Mismatch mismatch(String summary, JsonNode expected, Received got) {
    return new Mismatch(summary).expected(shown(expected)).got(got.shown());
  }

  private static String shown(JsonNode expected) {
    if (expected.has("text")) {
      return ScenarioJson.write(expected.get("text"));
    }
    if (expected.has("raw")) {
      return ScenarioJson.write(expected.get("raw"));
    }
    return expected.has("hex")
        ? "binary " + expected.get("hex").asText()
        : "pong " + expected.required("pong").asText();
  }
}
