package dev.roost.dashboard;

import dev.roost.live.LiveEvent;
import io.vertx.core.AsyncResult;
import org.jspecify.annotations.Nullable;

/**
 * A page with the results of a search on one node. It repeats the search after each measurement of
 * the nodes. One search runs at a time.
 *
 * @param <T> the results
 */
abstract class ListView<T extends Found<?>> extends PageView {
  private static final int MAX_TEXT = 200;

  private final Question.Kind kind;
  private final Class<T> type;
  String text = "";
  @Nullable T found;
  @Nullable String problem;
  private boolean isAsking;
  private boolean isStale;

  private record Search(String text) {}

  ListView(Pages pages, String title, Question.Kind kind, Class<T> type) {
    super(pages, title);
    this.kind = kind;
    this.type = type;
    on("search", Search.class, this::search);
  }

  private void search(Search search, LiveEvent event) {
    text = search.text().strip();
    if (text.length() > MAX_TEXT) {
      text = text.substring(0, MAX_TEXT);
    }
    refresh();
  }

  @Override
  void refresh() {
    NodeState shown = shown();
    if (!isConnected() || shown == null) {
      return;
    }
    if (isAsking) {
      isStale = true;
      return;
    }
    isAsking = true;
    isStale = false;
    pages
        .ask(shown.id(), new Question(kind, text, pages.maxRows()), type)
        .onComplete(answer -> run(() -> answered(answer)));
  }

  private void answered(AsyncResult<T> answer) {
    isAsking = false;
    if (answer.succeeded()) {
      found = answer.result();
      problem = null;
    } else {
      problem = answer.cause().getMessage();
    }
    if (isStale) {
      refresh();
    }
  }

  String shownCount() {
    return Format.count(found == null ? 0 : found.rows().size());
  }

  String totalCount() {
    return Format.count(found == null ? 0 : found.total());
  }
}
