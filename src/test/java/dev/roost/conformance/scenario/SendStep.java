package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.roost.conformance.match.Alternatives;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A client sends a message, several in one request, or raw bytes. */
record SendStep(JsonNode source) implements Step {
  private static final IntNode OK = IntNode.valueOf(200);

  @Override
  public boolean needsNetwork() {
    return source.has("fragments")
        || source.has("ping")
        || source.has("wire")
        || source.has("batch")
        || source.has("answer")
        || mayBeNoUtf8();
  }

  // The transport checks bytes in text messages.
  private boolean mayBeNoUtf8() {
    return source.has("hex") && source.path("opcode").asText().equals("text");
  }

  @Override
  public void play(Stage stage) throws Exception {
    JsonNode filled = stage.fill(source);
    ScenarioClient client = stage.participant(filled.get("send").asText()).client();
    OptionalInt status = send(filled, client);
    JsonNode expected = filled.has("answer") ? filled.get("answer") : OK;
    if (status.isPresent() && !Alternatives.allow(expected, IntNode.valueOf(status.getAsInt()))) {
      throw new Mismatch("the POST was answered otherwise")
          .expected(expected.toString())
          .got(String.valueOf(status.getAsInt()));
    }
  }

  private static OptionalInt send(JsonNode filled, ScenarioClient client) throws IOException {
    if (filled.has("batch")) {
      List<Outgoing> batch = new ArrayList<>();
      filled.get("batch").forEach(message -> batch.add(Outgoing.read(message)));
      return client.sendTogether(batch);
    }
    return client.send(Outgoing.read(filled), filled.path("fragments").asInt(1));
  }
}
