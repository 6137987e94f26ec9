package dev.roost.live.html;

/**
 * HTML that templates insert as text without escaping it. In an attribute it is escaped as any
 * other value. Mirrors {@code Phoenix.HTML.raw/1}.
 *
 * @param html well-formed HTML; never text from a client
 */
public record TrustedHtml(String html) {
  /** The HTML itself. */
  @Override
  public String toString() {
    return html;
  }
}
