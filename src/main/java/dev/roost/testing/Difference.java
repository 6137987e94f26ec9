package dev.roost.testing;

/**
 * Where a payload is not what it should be.
 *
 * @param path such as {@code $.users[1].name}
 */
record Difference(String path, String expected, String actual) {
  @Override
  public String toString() {
    return path + ": expected " + Texts.shortened(expected) + ", was " + Texts.shortened(actual);
  }
}
