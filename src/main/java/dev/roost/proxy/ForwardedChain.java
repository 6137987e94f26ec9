package dev.roost.proxy;

import org.jspecify.annotations.Nullable;

/**
 * The entries of the proxies between client and server, starting with the one next to the server.
 */
interface ForwardedChain {
  /** What the next proxy said, or null if there is none. */
  @Nullable Hop next();
}
