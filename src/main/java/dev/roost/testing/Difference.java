package dev.roost.testing;

/**
 * A place where a payload differs from the expected one.
 *
 * @param path such as {@code $.users[1].name}
 */
record Difference(String path, String expected, String actual) {
  @Override
  public String toString() {
    return path + ": expected " + Texts.shortened(expected) + ", was " + Texts.shortened(actual);
  }
}
