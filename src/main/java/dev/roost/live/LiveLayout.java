package dev.roost.live;

/**
 * Makes the HTML document around a view. It must have the CSRF token in a {@code meta} element, for
 * the page's script, and the content in its body:
 *
 * <pre>{@code
 * static final Template<LivePage> LAYOUT =
 *     Template.of(LivePage.class, """
 *         <!DOCTYPE html>
 *         <html lang="en">
 *         <head>
 *           <meta charset="utf-8">
 *           <meta name="csrf-token" content={csrfToken}>
 *           <title data-default="Shop">{title}</title>
 *           <script defer src="/assets/app.js"></script>
 *         </head>
 *         <body>{content}</body>
 *         </html>
 *         """);
 *
 * new LiveOptions().layout(LAYOUT::html)
 * }</pre>
 */
@FunctionalInterface
public interface LiveLayout {
  /** The whole document. On the event loop, must not block. */
  String html(LivePage page);
}
