package dev.roost.rooms.challenges;

import dev.roost.rooms.documents.DocumentText;

/**
 * A test case of a challenge. Immutable.
 *
 * @param name empty without a name
 * @param input the standard input of the program
 * @param expected the standard output that passes the case
 */
public record TestCase(long id, String name, String input, String expected) {
  int bytes() {
    return DocumentText.utf8Length(name)
        + DocumentText.utf8Length(input)
        + DocumentText.utf8Length(expected);
  }
}
