package dev.roost.dashboard;

import dev.roost.live.LivePage;
import dev.roost.live.Template;
import dev.roost.live.html.TrustedHtml;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/** The document around all pages. It has no script and no style in itself. */
record Document(LivePage page, Paths paths) {
  private static final Template<Document> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <!DOCTYPE html>
          <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="csrf-token" content={page.csrfToken}>
            <meta name="live-socket" content={paths.socket}>
            <title data-default="Dashboard" data-suffix=" · Roost">{title} · Roost</title>
            {files}
          </head>
          <body>{page.content}</body>
          </html>
          """);

  String html() {
    return TEMPLATE.html(this);
  }

  String title() {
    return Objects.requireNonNullElse(page.title(), "Dashboard");
  }

  // Templates take no values where scripts come from. These paths are of the options, which allow
  // no
  // character that HTML has a meaning for.
  TrustedHtml files() {
    String assets = paths.assets();
    return new TrustedHtml(
        "<link rel=\"icon\" href=\"data:,\">"
            + ("<link rel=\"stylesheet\" href=\"" + assets + "/dashboard.css\">")
            + ("<script defer src=\"" + assets + "/phoenix.min.js\"></script>")
            + ("<script defer src=\"" + assets + "/phoenix_live_view.min.js\"></script>")
            + ("<script defer src=\"" + assets + "/dashboard.js\"></script>"));
  }
}
