package dev.roost.channel;

/**
 * The topics that a channel serves: {@code lobby} is that topic only, {@code room:*} is every topic
 * that begins with {@code room:}.
 */
public final class TopicPattern {
  private final String prefix;
  private final boolean wildcard;

  private TopicPattern(String prefix, boolean wildcard) {
    this.prefix = prefix;
    this.wildcard = wildcard;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if there is a {@code *} anywhere but at the end
   */
  public static TopicPattern of(String pattern) {
    int star = pattern.indexOf('*');
    if (star >= 0 && star != pattern.length() - 1) {
      throw new IllegalArgumentException(
          "in the topic pattern \"" + pattern + "\" the * is not the last character");
    }
    return star < 0
        ? new TopicPattern(pattern, false)
        : new TopicPattern(pattern.substring(0, star), true);
  }

  /** Whether the topic is covered. */
  public boolean matches(String topic) {
    return wildcard ? topic.startsWith(prefix) : topic.equals(prefix);
  }

  /** Whether every topic that the other pattern matches is covered by this one. */
  public boolean covers(TopicPattern other) {
    return wildcard ? other.prefix.startsWith(prefix) : !other.wildcard && matches(other.prefix);
  }

  /** The part of a covered topic that the {@code *} matches; empty without a {@code *}. */
  public String suffixOf(String topic) {
    return topic.substring(prefix.length());
  }

  /** The pattern as it was given. */
  @Override
  public String toString() {
    return wildcard ? prefix + "*" : prefix;
  }
}
