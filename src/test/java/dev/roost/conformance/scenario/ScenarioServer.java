package dev.roost.conformance.scenario;

import java.io.IOException;
import java.time.Duration;

/** The server under test. Several scenarios use it concurrently. */
public interface ScenarioServer {

  /**
   * Connects a client.
   *
   * @throws IOException if the server's response is not valid HTTP
   */
  Opening open(ClientSpec spec, Duration timeout) throws IOException, InterruptedException;

  /**
   * Sends a request. An accepted upgrade returns a response with status 101 and closes the
   * connection.
   *
   * @throws IOException if no response arrives
   */
  HttpAnswer request(HttpCall call, Duration timeout) throws IOException, InterruptedException;
}
