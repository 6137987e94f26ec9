package dev.roost.proxy;

import org.jspecify.annotations.Nullable;

/**
 * The entries of the proxies between client and server, starting with the one next to the server.
 */
interface ForwardedChain {
  /** The entry of the next proxy, or null after the last. */
  @Nullable Hop next();
}
