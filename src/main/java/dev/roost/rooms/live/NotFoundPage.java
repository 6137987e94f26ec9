package dev.roost.rooms.live;

import dev.roost.live.LivePage;
import dev.roost.live.Template;
import dev.roost.live.html.TrustedHtml;
import dev.roost.rooms.web.PageEntry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;

/** Shows a page for requests below {@code /live} that failed with status 404. */
record NotFoundPage(LivePaths paths, List<PageEntry> entries) implements Handler<RoutingContext> {
  private static final int NOT_FOUND = 404;

  private static final Template<NotFoundPage> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <main class="narrow">
            <section class="card form" data-testid="not-found">
              <h1>Page not found</h1>
              <p class="quiet">This page doesn’t exist, or you don’t have access to it.</p>
              <p><a class="button primary" href={paths.chats}>All chats</a></p>
            </section>
          </main>
          """);

  @Override
  public void handle(RoutingContext context) {
    if (context.statusCode() != NOT_FOUND) {
      context.next();
      return;
    }
    TrustedHtml content = new TrustedHtml(TEMPLATE.html(this));
    LivePage page =
        new LivePage("Page not found", "", content, Map.of(), paths.basePath(), context);
    context
        .response()
        .setStatusCode(NOT_FOUND)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .end(new Page(page, paths, entries).html());
  }
}
