package dev.roost.rooms.config;

import dev.roost.HttpLimits;

/**
 * How long HTTP clients may take, and how large their headers may be. Times are in seconds, 0 for
 * any.
 *
 * @param headerSeconds for the header of a request
 * @param bodySeconds without a byte of a body
 * @param idleSeconds without a further request
 * @param responseSeconds without reading anything of a response that waits
 * @param maxHeaderBytes how many bytes one header may have
 * @param maxHeadersBytes how many bytes all headers of a request may have
 */
public record HttpSettings(
    int headerSeconds,
    int bodySeconds,
    int idleSeconds,
    int responseSeconds,
    int maxHeaderBytes,
    int maxHeadersBytes) {

  /** The same for the library. */
  public HttpLimits limits() {
    return new HttpLimits()
        .headerMillis(1_000L * headerSeconds)
        .bodyMillis(1_000L * bodySeconds)
        .idleMillis(1_000L * idleSeconds)
        .responseMillis(1_000L * responseSeconds)
        .maxHeaderBytes(maxHeaderBytes)
        .maxHeadersBytes(maxHeadersBytes);
  }
}
