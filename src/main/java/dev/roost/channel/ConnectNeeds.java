package dev.roost.channel;

import java.util.Set;

/**
 * The parts of the request that a {@link ConnectHandler} reads. The mount exposes them without
 * further options.
 *
 * @param headers names of {@link ConnectInfo#headers}
 * @param cookies names of {@link ConnectInfo#cookies}
 * @param authToken whether it reads {@link ConnectInfo#authToken}
 */
public record ConnectNeeds(Set<String> headers, Set<String> cookies, boolean authToken) {
  /** Nothing. */
  public static final ConnectNeeds NONE = new ConnectNeeds(Set.of(), Set.of(), false);

  /** Copies the sets. */
  public ConnectNeeds {
    headers = Set.copyOf(headers);
    cookies = Set.copyOf(cookies);
  }
}
