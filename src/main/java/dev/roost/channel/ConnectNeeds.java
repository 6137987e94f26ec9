package dev.roost.channel;

import java.util.Set;

/**
 * What a {@link ConnectHandler} reads of the request, so that the mount exposes it without being
 * told twice.
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
