package dev.roost.conformance.scenario;

import java.io.IOException;
import java.time.Duration;

/** What scenarios are played against. Used by several at a time. */
public interface ScenarioServer {

  /**
   * Connects a client.
   *
   * @throws IOException if the server neither accepts nor refuses it as HTTP has it
   */
  Opening open(ClientSpec spec, Duration patience) throws IOException, InterruptedException;

  /**
   * Makes a request. An upgrade that is accepted is an answer with status 101, and is hung up on.
   *
   * @throws IOException if no answer came
   */
  HttpAnswer request(HttpCall call, Duration patience) throws IOException, InterruptedException;
}
