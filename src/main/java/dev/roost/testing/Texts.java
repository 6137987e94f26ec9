package dev.roost.testing;

/** How values look in messages. */
final class Texts {
  private static final int MAX_LENGTH = 500;

  private Texts() {}

  static String shortened(String text) {
    return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
  }
}
