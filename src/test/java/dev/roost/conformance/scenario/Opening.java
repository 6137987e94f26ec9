package dev.roost.conformance.scenario;

import org.jspecify.annotations.Nullable;

/** What became of a client's wish to connect. */
public sealed interface Opening {

  /** It is connected, over the sub-protocol that was agreed on or over none. */
  record Accepted(ScenarioClient client, @Nullable String subprotocol) implements Opening {}

  /** It was refused with an HTTP status. */
  record Refused(int status) implements Opening {}
}
