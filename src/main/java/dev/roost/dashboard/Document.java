package dev.roost.dashboard;

import dev.roost.live.LivePage;
import dev.roost.live.Template;
import dev.roost.live.html.TrustedUrl;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The document around all pages. It has no inline script and no inline style. */
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
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href={style}>
            <script :for={script in scripts} defer src={script}></script>
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

  TrustedUrl style() {
    return asset("dashboard.css");
  }

  List<TrustedUrl> scripts() {
    return Stream.of("phoenix.min.js", "phoenix_live_view.min.js", "dashboard.js")
        .map(this::asset)
        .toList();
  }

  /** The options allow only unreserved characters in the dashboard's path. */
  private TrustedUrl asset(String name) {
    return new TrustedUrl(paths.assets() + "/" + name);
  }
}
