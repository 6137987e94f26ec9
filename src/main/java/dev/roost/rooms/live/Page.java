package dev.roost.rooms.live;

import dev.roost.live.LivePage;
import dev.roost.live.Template;
import dev.roost.live.html.TrustedHtml;
import dev.roost.rooms.web.PageEntry;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;

/** The document around all views. */
record Page(LivePage page, LivePaths paths, List<PageEntry> entries) {
  private static final Template<Page> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <!DOCTYPE html>
          <html lang="en">
          <head>
            <meta charset="utf-8">
            {base}
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="csrf-token" content={page.csrfToken}>
            <title data-default="Chats" data-suffix=" · Roost">{title} · Roost</title>
            {files}
          </head>
          <body class="live">{page.content}</body>
          </html>
          """);

  String html() {
    return TEMPLATE.html(this);
  }

  String title() {
    return Objects.requireNonNullElse(page.title(), "Chats");
  }

  // Templates take no values where scripts come from. These are of the settings and of the build,
  // and have no character that HTML has a meaning for.
  TrustedHtml base() {
    return new TrustedHtml("<base href=\"" + paths.base() + "\">");
  }

  TrustedHtml files() {
    StringBuilder html = new StringBuilder();
    html.append("<link rel=\"icon\" type=\"image/svg+xml\" href=\"favicon.svg\">");
    for (PageEntry entry : entries) {
      for (String style : entry.styles()) {
        html.append("<link rel=\"stylesheet\" href=\"").append(style).append("\">");
      }
      html.append("<script type=\"module\" src=\"").append(entry.script()).append("\"></script>");
    }
    return new TrustedHtml(html.toString());
  }
}
