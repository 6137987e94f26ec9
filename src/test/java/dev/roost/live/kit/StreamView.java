package dev.roost.live.kit;

import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import dev.roost.live.html.LiveStream;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** {@code /live/stream}. */
final class StreamView extends LiveView {
  private static final Template<StreamView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <form id="cmd" phx-submit="cmd"><input id="c" name="c" autocomplete="off"></form>
          <p id="n">{n}</p>
          <ul id="rows" phx-update="stream">
            <li id="rows-empty" class="only">no rows</li>
            <li :for={r, id in rows} id={id}><b>{r.text}</b> <button id="x-{id}" phx-click="del" phx-value-id={id}>x</button><em :if={r.isLong}>long</em></li>
          </ul>
          """);

  private static final int END = -1;

  /** A row of the stream. */
  record Row(int id, String text) {
    boolean isLong() {
      return text.length() > 4;
    }
  }

  final LiveStream<Row> rows = LiveStream.of("rows", Row::id);
  int n;

  StreamView() {
    on(
        "cmd",
        event -> {
          n++;
          Commands.of(event).forEach(this::perform);
        });
    on("del", event -> rows.deleteByDomId(event.param("id")));
  }

  @Override
  protected void mount(Mount mount) {
    if (mount.param("empty") == null) {
      rows.addAll(List.of(new Row(1, "one"), new Row(2, "two"), new Row(3, "three")));
    }
  }

  private void perform(List<String> words) {
    switch (words.get(0)) {
      case "ins" ->
          rows.insert(
              new Row(number(words, 1, 0), words.get(2)),
              number(words, 3, END),
              number(words, 4, 0));
      case "upd" -> rows.update(new Row(number(words, 1, 0), words.get(2)));
      case "del" -> rows.deleteByDomId("rows-" + words.get(1));
      case "reset" ->
          rows.reset(
              words.stream().skip(1).map(id -> new Row(Integer.parseInt(id), "r" + id)).toList());
      case "many" -> {
        for (int id = number(words, 1, 0); id <= number(words, 2, 0); id++) {
          rows.add(new Row(id, "m" + id));
        }
      }
      case "front" -> {
        for (int id = number(words, 1, 0); id <= number(words, 2, 0); id++) {
          rows.insert(new Row(id, "f" + id), 0, number(words, 3, 0));
        }
      }
      case "nothing" -> {}
      default -> throw new IllegalArgumentException("unknown command " + words);
    }
  }

  private static int number(List<String> words, int at, int otherwise) {
    return words.size() > at ? Integer.parseInt(words.get(at)) : otherwise;
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
