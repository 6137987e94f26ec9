package dev.roost.live.html;

/** A template does not compile. The message names the file, line and column. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The template's file. */
  private final String file;

  /** The line, from 1. */
  private final int line;

  /** The column, from 1. */
  private final int column;

  /** Says what was expected and what was found. */
  private final String problem;

  /** Lines and columns count from 1. */
  public TemplateException(String file, int line, int column, String problem, String excerpt) {
    super(file + ":" + line + ":" + column + ": " + problem + "\n" + excerpt);
    this.file = file;
    this.line = line;
    this.column = column;
    this.problem = problem;
  }

  /** The template's file, or the class and line that hold it as text. */
  public String file() {
    return file;
  }

  /** The line in the template, from 1. */
  public int line() {
    return line;
  }

  /** The column, from 1. */
  public int column() {
    return column;
  }

  /** The problem without its place. */
  public String problem() {
    return problem;
  }
}
