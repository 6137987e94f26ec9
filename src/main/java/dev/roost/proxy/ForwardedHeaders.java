package dev.roost.proxy;

/** The headers in which trusted proxies describe the client. */
public enum ForwardedHeaders {
  /** {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}. */
  X_FORWARDED,

  /** {@code Forwarded}, RFC 7239. */
  FORWARDED,

  /**
   * The kind that a request has. If it has both, they must lead to the same client address;
   * otherwise neither is believed, as a proxy that writes one may pass the client's other on.
   */
  EITHER
}
