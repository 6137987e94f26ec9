package dev.roost.dashboard;

import dev.roost.live.LiveEvent;
import io.vertx.core.AsyncResult;
import org.jspecify.annotations.Nullable;

/**
 * A page that lists what a search on one node finds, and searches again whenever the nodes are
 * measured. One search is under way at a time.
 *
 * @param <T> what a node answers
 */
abstract class ListView<T> extends PageView {
  private static final int MAX_TEXT = 200;

  private final Question.Kind kind;
  private final Class<T> type;
  String text = "";
  @Nullable T found;
  @Nullable String problem;
  private boolean isAsking;
  private boolean isStale;

  private record Search(String text) {}

  ListView(Pages pages, Question.Kind kind, Class<T> type) {
    super(pages);
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
}
