package dev.roost.conformance.scenario;

import org.jspecify.annotations.Nullable;

/** The result of a client's attempt to connect. */
public sealed interface Opening {

  /** The client is connected, with the negotiated subprotocol or none. */
  record Accepted(ScenarioClient client, @Nullable String subprotocol) implements Opening {}

  /** The server refused it with an HTTP status. */
  record Refused(int status) implements Opening {}
}
