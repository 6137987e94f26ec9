package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** Expects that a client receives nothing for some time. */
record SilenceStep(JsonNode source) implements Step {

  @Override
  public void play(Stage stage) throws Exception {
    Duration time = stage.pace().of(source.required("ms").asLong());
    Optional<Received> heard =
        stage.participant(source.get("silence").asText()).client().inbox().next(time);
    if (heard.isPresent()) {
      throw new Mismatch("there was no silence")
          .expected("nothing for " + time.toMillis() + " ms")
          .got(heard.get().shown());
    }
  }
}
