package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.roost.conformance.match.Alternatives;

/** Expects the end of a client's connection with a certain code. */
record ClosedStep(JsonNode source) implements Step {

  String client() {
    return source.get("closed").asText();
  }

  @Override
  public void play(Stage stage) throws Exception {
    JsonNode code = source.required("code");
    String expected = "closed with " + (code.isNull() ? "any code" : code.toString());
    Received got = stage.next(client(), timeout(stage), expected);
    if (!(got instanceof Received.Closed closed)) {
      throw new Mismatch("a frame instead of a close").expected(expected).got(got.shown());
    }
    if (!code.isNull() && !Alternatives.allow(code, IntNode.valueOf(closed.code()))) {
      throw new Mismatch("another close code").expected(expected).got(got.shown());
    }
  }
}
