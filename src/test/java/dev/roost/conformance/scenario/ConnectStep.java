package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.roost.conformance.match.Alternatives;
import dev.roost.conformance.match.ScenarioJson;
import java.io.IOException;

/** A client connects, or is refused. */
record ConnectStep(JsonNode source) implements Step {
  @Override
  public boolean needsNetwork() {
    return source.has("protocol");
  }

  @Override
  public void play(Stage stage) throws Exception {
    String name = source.get("connect").asText();
    ClientSpec spec = ClientSpec.read(stage.fill(stage.scenario().client(name)));
    Opening opening;
    try {
      opening = stage.server().open(spec, timeout(stage));
    } catch (IOException e) {
      throw new Mismatch("the connection failed").got(e.toString());
    }
    if (opening instanceof Opening.Accepted accepted) {
      stage.enter(name, accepted.client());
      accepted(accepted);
    } else if (opening instanceof Opening.Refused refused) {
      refused(refused.status());
    }
  }

  private void accepted(Opening.Accepted accepted) {
    if (source.has("refused")) {
      throw new Mismatch("the connection was accepted")
          .expected(ScenarioJson.write(source.get("refused")))
          .got("accepted");
    }
    JsonNode agreed =
        accepted.subprotocol() == null
            ? NullNode.getInstance()
            : TextNode.valueOf(accepted.subprotocol());
    if (source.has("protocol") && !agreed.equals(source.get("protocol"))) {
      throw new Mismatch("another sub-protocol")
          .expected(ScenarioJson.write(source.get("protocol")))
          .got(ScenarioJson.write(agreed));
    }
  }

  private void refused(int status) {
    JsonNode expected = source.get("refused");
    if (!Alternatives.allow(expected, IntNode.valueOf(status))) {
      throw new Mismatch("the connection was refused")
          .expected(expected == null ? "accepted" : ScenarioJson.write(expected))
          .got(String.valueOf(status));
    }
  }
}
