package dev.roost.live;

import dev.roost.live.html.TrustedHtml;
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
 * @param context of the request that is answered
 */
public record LivePage(
    @Nullable String title,
    String csrfToken,
    TrustedHtml content,
    Map<String, String> flash,
    RoutingContext context) {}
