package dev.roost.live;

import java.security.SecureRandom;
import java.util.Base64;

/** The elements around views. */
final class Container {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 12;

  private Container() {}

  /** An id that no other page has. */
  static String randomId() {
    byte[] id = new byte[ID_BYTES];
    RANDOM.nextBytes(id);
    return "phx-" + Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  /** The element of the page's main view. Tokens need no escaping. */
  static String main(String id, String session, String statics, String content) {
    return "<div id=\""
        + id
        + "\" data-phx-main data-phx-session=\""
        + session
        + "\" data-phx-static=\""
        + statics
        + "\">"
        + content
        + "</div>";
  }

  /** The element of a view within a view. */
  static String nested(
      Nested child, String parentId, String session, String statics, String content) {
    return "<div id=\""
        + checkId(child.id())
        + "\" data-phx-session=\""
        + session
        + "\" data-phx-static=\""
        + statics
        + (child.sticky() ? "\" data-phx-sticky>" : "\" data-phx-parent-id=\"" + parentId + "\">")
        + content
        + "</div>";
  }

  static String checkId(String id) {
    if (id.isEmpty() || !id.chars().allMatch(c -> isIdCharacter((char) c))) {
      throw new IllegalArgumentException(
          "an id or name is made of letters, digits, - and _, found \"" + id + "\"");
    }
    return id;
  }

  private static boolean isIdCharacter(char c) {
    return c == '-' || c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }
}
