package dev.roost.live.html;

import java.util.regex.Pattern;

/**
 * A URL that a template may load code from: {@code <script src={app}>}, {@code <link
 * href={style}>}, {@code <base href={base}>}. Such attributes take no other values. In quotes it
 * stands at the beginning: {@code <script src="{page.root}/assets/app.js">}.
 *
 * @param url a path with or without a slash at the front, an {@code http} or {@code https} URL, or
 *     nothing; never text from a client
 */
public record TrustedUrl(String url) {
  private static final Pattern FORM =
      Pattern.compile("|https?://[^/?#]+([/?#].*)?|/([^/].*)?|[^/?#:]+([/?#].*)?");
  private static final String FORBIDDEN = "\\\"'<>`";

  /**
   * Checks the URL.
   *
   * @throws IllegalArgumentException if it has another scheme, begins with two slashes, or has a
   *     character that no URL has
   */
  public TrustedUrl {
    boolean hasForbidden =
        url.chars().anyMatch(c -> c <= ' ' || c == 0x7f || FORBIDDEN.indexOf(c) >= 0);
    if (hasForbidden || !FORM.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "expected a path, or an http or https URL, to load code from; found \"" + url + "\"");
    }
  }

  /** The URL itself. */
  @Override
  public String toString() {
    return url;
  }
}
