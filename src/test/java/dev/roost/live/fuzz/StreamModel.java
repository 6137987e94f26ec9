package dev.roost.live.fuzz;

import dev.roost.live.Template;
import dev.roost.live.html.LiveStream;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/** The expected rows of the view's stream in the browser. */
final class StreamModel {
  private static final Template<StreamModel> ROW =
      Template.of(
          MethodHandles.lookup(),
          "<li id=\"rows-{row.id}\">{row.text}<b :if={row.on}>on<i :for={w in"
              + " row.words}>{w}</i></b></li>");

  private final List<Item> rows = new ArrayList<>();
  Item row = new Item(0, "", false, null, List.of(), List.of());

  /** Applies the operations that the next render sends. */
  void apply(LiveStream<Item> stream) {
    if (stream.isReset()) {
      rows.clear();
    }
    for (String id : stream.deletes()) {
      rows.removeIf(item -> stream.domId(item).equals(id));
    }
    for (LiveStream.Insert<Item> insert : stream.inserts()) {
      apply(insert);
    }
  }

  private void apply(LiveStream.Insert<Item> insert) {
    int place = place(insert.item());
    if (place >= 0) {
      rows.set(place, insert.item());
    } else if (insert.updateOnly()) {
      return;
    } else if (insert.at() < 0) {
      rows.add(insert.item());
    } else {
      rows.add(Math.min(insert.at(), rows.size()), insert.item());
    }
    while (insert.limit() < 0 && rows.size() > -insert.limit()) {
      rows.remove(0);
    }
  }

  private int place(Item item) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).id() == item.id()) {
        return i;
      }
    }
    return -1;
  }

  String html() {
    StringBuilder html = new StringBuilder();
    for (Item item : rows) {
      row = item;
      html.append(ROW.html(this));
    }
    return html.toString();
  }
}
