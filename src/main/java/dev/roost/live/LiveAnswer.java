package dev.roost.live;

import dev.roost.live.html.TrustedHtml;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a request for the page of a view, see {@link LiveRoutes#render}. */
public sealed interface LiveAnswer {
  /**
   * The first page of a view, without the document around it.
   *
   * @param title as the view has set it; null if it has not
   * @param csrfToken the token that the page's {@code LiveSocket} sends
   * @param content the view in its element, with its tokens
   * @param flash messages by kind
   */
  record Page(
      @Nullable String title, String csrfToken, TrustedHtml content, Map<String, String> flash)
      implements LiveAnswer {}

  /**
   * Another page to load.
   *
   * @param to a path, or the URL of another host
   * @param flash messages that the next page shows, by kind
   */
  record Redirect(String to, Map<String, String> flash) implements LiveAnswer {}
}
