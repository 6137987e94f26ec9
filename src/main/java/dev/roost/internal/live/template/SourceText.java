package dev.roost.internal.live.template;

import dev.roost.live.html.TemplateException;

/**
 * The text of a template and where it is from.
 *
 * @param name a file, or the class and line that hold the text
 */
public record SourceText(String name, String text) {
  /** A mistake at an offset of the text. */
  TemplateException error(int offset, String problem) {
    int line = line(offset);
    int start = text.lastIndexOf('\n', offset - 1) + 1;
    int end = text.indexOf('\n', start);
    String excerpt = text.substring(start, end < 0 ? text.length() : end);
    int column = offset - start + 1;
    return new TemplateException(
        name, line, column, problem, excerpt + "\n" + " ".repeat(column - 1) + "^");
  }

  /** A place for messages of renders. */
  String place(int offset) {
    int start = text.lastIndexOf('\n', offset - 1) + 1;
    return name + ":" + line(offset) + ":" + (offset - start + 1);
  }

  private int line(int offset) {
    return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
  }
}
