package dev.roost.live;

/**
 * Makes the HTML document around a view. It must have the CSRF token in a {@code meta} element, for
 * the page's script, and the content in its body:
 *
 * <pre>{@code
 * record Layout(LivePage page) {
 *   static final Template<Layout> TEMPLATE =
 *       Template.of(MethodHandles.lookup(), """
 *           <!DOCTYPE html>
 *           <html lang="en">
 *           <head>
 *             <meta charset="utf-8">
 *             <meta name="csrf-token" content={page.csrfToken}>
 *             <title data-default="Shop">{page.title}</title>
 *             <script defer src="/assets/app.js"></script>
 *           </head>
 *           <body>{page.content}</body>
 *           </html>
 *           """);
 * }
 *
 * new LiveOptions().layout(page -> Layout.TEMPLATE.html(new Layout(page)))
 * }</pre>
 */
@FunctionalInterface
public interface LiveLayout {
  /** The whole document. On the event loop, must not block. */
  String html(LivePage page);
}
