package dev.roost.rooms.documents;

/**
 * A text.
 *
 * @param version how many changes it has seen
 */
public record Document(long version, String text) {

  /**
   * The document after a change.
   *
   * @param maxBytes how large the text may be, in UTF-8
   * @throws EditRefusedException if the change does not fit
   */
  Document with(ChangeSet changes, int maxBytes) throws EditRefusedException {
    String changed = changes.apply(text);
    int bytes = DocumentText.utf8Length(changed);
    if (bytes < 0) {
      throw EditRefusedException.invalid();
    }
    if (bytes > maxBytes) {
      throw EditRefusedException.tooLarge(maxBytes);
    }
    return new Document(version + 1, changed);
  }

  @Override
  public String toString() {
    return "Document[" + version + ", " + text.length() + "]";
  }
}
