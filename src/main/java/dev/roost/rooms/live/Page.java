package dev.roost.rooms.live;

import dev.roost.live.LivePage;
import dev.roost.live.Template;
import dev.roost.live.html.TrustedUrl;
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
            <base href={base}>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="csrf-token" content={page.csrfToken}>
            <title data-default="Chats" data-suffix=" · Roost">{title} · Roost</title>
            <link rel="icon" type="image/svg+xml" href="favicon.svg">
            <link :for={style in styles} rel="stylesheet" href={style}>
            <script :for={script in scripts} type="module" src={script}></script>
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

  TrustedUrl base() {
    return new TrustedUrl(paths.base());
  }

  List<TrustedUrl> styles() {
    return entries.stream().flatMap(entry -> entry.styles().stream()).map(TrustedUrl::new).toList();
  }

  List<TrustedUrl> scripts() {
    return entries.stream().map(PageEntry::script).map(TrustedUrl::new).toList();
  }
}
