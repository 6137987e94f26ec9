package dev.roost.live;

import dev.roost.live.html.TrustedHtml;
import dev.roost.live.html.TrustedUrl;
import dev.roost.proxy.BasePath;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of HTTP, for its layout.
 *
 * @param title as the view has set it; null if it has not
 * @param csrfToken what the page's {@code LiveSocket} sends as {@code _csrf_token}
 * @param content the view in its element
 * @param flash messages by kind
 * @param basePath of the endpoint
 * @param context of the request that is answered
 */
public record LivePage(
    @Nullable String title,
    String csrfToken,
    TrustedHtml content,
    Map<String, String> flash,
    BasePath basePath,
    RoutingContext context) {
  /**
   * The base path without a slash at the end, for the files of a layout: {@code <script
   * src="{page.root}/assets/app.js">}. Empty if clients find the server at the root of its host.
   */
  public TrustedUrl root() {
    return new TrustedUrl(basePath.prefix());
  }
}
