package dev.roost.rooms.mail;

/**
 * A mail to one address.
 *
 * @param to the address, without a name
 * @param subject one line
 * @param text plain text
 */
public record Mail(String to, String subject, String text) {
  /** Refuses a subject with control characters, such as line breaks, which would end its header. */
  public Mail {
    if (subject.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("the subject of a mail has control characters");
    }
  }

  /** Without the text, which may have a secret link in it. */
  @Override
  public String toString() {
    return "Mail[" + subject + "]";
  }
}
