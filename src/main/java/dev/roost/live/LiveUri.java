package dev.roost.live;

/**
 * The URL that the visitor sees.
 *
 * @param path with the leading slash, without the base path that a proxy adds
 * @param query without the question mark; empty if there is none
 */
public record LiveUri(String path, String query) {
  /** Path and query as they are written in a link. */
  @Override
  public String toString() {
    return query.isEmpty() ? path : path + "?" + query;
  }
}
