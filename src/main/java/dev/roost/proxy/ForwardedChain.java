package dev.roost.proxy;

import org.jspecify.annotations.Nullable;

/** What the proxies between client and server said, beginning with the one next to the server. */
interface ForwardedChain {
  /** What the next proxy said, or null if there is none. */
  @Nullable Hop next();
}
