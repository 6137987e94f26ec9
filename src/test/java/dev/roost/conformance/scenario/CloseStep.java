package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;

/** A client closes its connection, with or without a close frame. */
record CloseStep(JsonNode source) implements Step {

  String client() {
    return source.get("close").asText();
  }

  @Override
  public void play(Stage stage) {
    Participant participant = stage.participant(client());
    if (source.path("abrupt").asBoolean()) {
      participant.dropConnection();
    } else {
      participant.close(
          source.has("code") ? OptionalInt.of(source.get("code").asInt()) : OptionalInt.empty());
    }
  }
}
