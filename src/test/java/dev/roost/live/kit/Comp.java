package dev.roost.live.kit;

import dev.roost.live.LiveComponent;
import dev.roost.live.Template;
import dev.roost.live.html.Attribute;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/** A component with state, events and a nested component. */
final class Comp extends LiveComponent {
  private static final Template<Comp> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <div id="comp-{id}" class="comp">
            <b>{label} {id}</b>
            <span>{n}</span>
            <button id="inc-{id}" phx-click="inc" phx-target={myself}>+</button>
            <button id="tell-{id}" phx-click="tell" phx-target={myself}>tell</button>
            <button id="open-{id}" phx-click="open" phx-target={myself}>open</button>
            <em :if={isMany}>many</em>
            <.Inner :if={open} id={id} n={n}/>
            <form id="form-{id}" phx-change="text" phx-target={myself}><input id="t-{id}" name="t" value={text} autocomplete="off"></form>
            <p>{text}</p>
          </div>
          """,
          Inner.class);

  @Attribute String id = "";
  @Attribute String label = "";
  int n;
  boolean open;
  String text = "";

  Comp() {
    on(
        "inc",
        event -> {
          String by = event.param("by");
          n += by == null ? 1 : Integer.parseInt(by);
        });
    on("tell", event -> post(id + ": " + n));
    on("open", event -> open = !open);
    on("text", event -> text = Objects.requireNonNull(event.param("t")));
  }

  void poke(int value) {
    n = value;
  }

  boolean isMany() {
    return n > 1;
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
