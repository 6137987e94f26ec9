package dev.roost.token;

import org.jspecify.annotations.Nullable;

/** Makes bytes such that nobody else can make them or change them. Safe for any thread. */
interface Seal {

  byte[] seal(byte[] content);

  /** The content, or null if it was not sealed here. */
  byte @Nullable [] open(byte[] sealed);
}
