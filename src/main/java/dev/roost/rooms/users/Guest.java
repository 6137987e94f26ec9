package dev.roost.rooms.users;

/**
 * A person without an account, by the name that they entered. They may chat, and nothing else.
 *
 * @param name that no account has
 */
public record Guest(String name) {
  private static final String MARK = " (guest)";

  /** The guest under a name that an account has: with "(guest)" behind it. */
  public static Guest markedAs(String name) {
    return new Guest(mark(name));
  }

  /** A guest's name that differs from that of every account. */
  public static String mark(String name) {
    return name.endsWith(MARK) ? name : name + MARK;
  }
}
