package dev.roost.token;

import org.jspecify.annotations.Nullable;

/**
 * Seals bytes so that only holders of the secret can create or change them. Safe for any thread.
 */
interface Seal {

  byte[] seal(byte[] content);

  /** The content, or null if it was not sealed here. */
  byte @Nullable [] open(byte[] sealed);
}
