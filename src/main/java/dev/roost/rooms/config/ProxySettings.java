package dev.roost.rooms.config;

import dev.roost.proxy.BasePath;
import dev.roost.proxy.ForwardedHeaders;
import dev.roost.proxy.TrustedProxies;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The proxies in front of the server.
 *
 * @param trustedProxies the addresses and networks of proxies whose forwarded headers are believed
 * @param forwardedHeaders which headers they write
 * @param publicUrl where people find the page
 * @param basePath the path of that URL
 */
public record ProxySettings(
    List<String> trustedProxies,
    ForwardedHeaders forwardedHeaders,
    Optional<URI> publicUrl,
    BasePath basePath) {
  /** Nothing is in front of it. */
  public static final ProxySettings NONE =
      new ProxySettings(List.of(), ForwardedHeaders.EITHER, Optional.empty(), BasePath.ROOT);

  /** The proxies. */
  public TrustedProxies proxies() {
    return TrustedProxies.of(trustedProxies).headers(forwardedHeaders);
  }
}
