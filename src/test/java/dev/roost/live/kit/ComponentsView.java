package dev.roost.live.kit;

import dev.roost.live.FunctionComponent;
import dev.roost.live.LiveView;
import dev.roost.live.Template;
import dev.roost.live.html.Attributes;
import dev.roost.live.html.Default;
import dev.roost.live.html.Slot;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** {@code /live/components}. */
final class ComponentsView extends LiveView {
  /** The attributes of a card. */
  record Card(
      @Default("untitled") String title,
      Attributes rest,
      Slot<Void> body,
      List<Slot<Void>> footer) {}

  static final FunctionComponent CARD =
      FunctionComponent.of(
          MethodHandles.lookup(),
          Card.class,
          """
          <section class="card" {rest}><h2>{title}</h2> {body} <footer :if={hasFooter}><span :for={f in footer}>{f}</span></footer></section>
          """
              .replace(" :if={hasFooter}", ""));

  private static final Template<ComponentsView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <form id="cmd" phx-submit="cmd"><input id="c" name="c" autocomplete="off"></form>
          <button id="up" phx-click="up">up</button>
          <p id="told">{told}</p>
          <.card title={cardTitle} id="card1" data-n={n}>inside <b>{n}</b><:footer>left {n}</:footer><:footer>right</:footer></.card>
          <section class="card" id="card2"><h2>untitled</h2> plain</section>
          <table>
            <thead><tr><th>A</th><th>B</th></tr></thead>
            <tbody><tr><td>1</td><td><i>{n}</i></td></tr><tr><td>2</td><td><i>{twice}</i></td></tr></tbody>
          </table>
          <div id="comps"><.Comp :for={id in ids} id={id} label={label}/></div>
          <div id="solo"><.Comp :if={solo} id="solo" label={soloLabel}/></div>
          <button id="outside" phx-click="inc" phx-value-by="10" phx-target="#comp-a">into a</button>
          <button id="all" phx-click="inc" phx-target=".comp">into all</button>
          """,
          Comp.class);

  List<String> ids = List.of("a", "b");
  String label = "comp";
  boolean solo;
  String told = "";
  int n;

  ComponentsView() {
    on("up", event -> n++);
    on("cmd", event -> Commands.of(event).forEach(this::perform));
  }

  private void perform(List<String> words) {
    switch (words.get(0)) {
      case "add" -> {
        List<String> more = new ArrayList<>(ids);
        more.add(words.get(1));
        ids = List.copyOf(more);
      }
      case "rm" -> ids = ids.stream().filter(id -> !id.equals(words.get(1))).toList();
      case "order" -> ids = words.subList(1, words.size());
      case "label" -> label = words.get(1);
      case "solo" -> solo = !solo;
      case "poke" -> {
        Comp comp = component(Comp.class, words.get(1));
        if (comp != null) {
          comp.poke(Integer.parseInt(words.get(2)));
        }
      }
      default -> throw new IllegalArgumentException("unknown command " + words);
    }
  }

  @Override
  protected void handleInfo(Object message) {
    told = Objects.toString(message);
  }

  String cardTitle() {
    return "card " + n;
  }

  int twice() {
    return 2 * n;
  }

  String soloLabel() {
    return "n" + n;
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
