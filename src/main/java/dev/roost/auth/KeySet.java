package dev.roost.auth;

import io.vertx.ext.auth.PubSecKeyOptions;
import java.util.List;

/**
 * Keys that signatures are checked with, all of one algorithm. Never empty: without any key, Vert.x
 * would accept tokens that are not signed. Compared by identity.
 */
final class KeySet {
  private final List<PubSecKeyOptions> keys;

  KeySet(List<PubSecKeyOptions> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("expected at least one key, found none");
    }
    this.keys = List.copyOf(keys);
  }

  List<PubSecKeyOptions> keys() {
    return keys;
  }
}
