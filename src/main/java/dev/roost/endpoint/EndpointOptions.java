package dev.roost.endpoint;

import dev.roost.transport.OriginCheck;
import java.util.Objects;

/** What holds for all sockets of an endpoint. To be filled in before the endpoint is created. */
public final class EndpointOptions {
  private OriginCheck originCheck = OriginCheck.sameAsRequest();
  private int eventLoops = Runtime.getRuntime().availableProcessors();

  /**
   * Which origins may connect, unless a mount says otherwise. By default those that the server
   * itself is reached at; behind a proxy that changes the host or the scheme, give the host.
   */
  public EndpointOptions checkOrigin(OriginCheck check) {
    originCheck = Objects.requireNonNull(check);
    return this;
  }

  /** On how many event loops {@link Endpoint#listen} serves; one for each processor by default. */
  public EndpointOptions eventLoops(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("at least one event loop");
    }
    eventLoops = number;
    return this;
  }

  OriginCheck originCheck() {
    return originCheck;
  }

  int eventLoops() {
    return eventLoops;
  }
}
