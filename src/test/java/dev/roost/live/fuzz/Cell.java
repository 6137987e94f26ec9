package dev.roost.live.fuzz;

import dev.roost.live.Template;
import dev.roost.live.html.Attribute;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** A stateful component that contains another one while it is open. */
final class Cell {
  static final Template<Cell> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <em data-id={id} class={classes}>{label} {n}
            <.box title={label}><b :if={open}><.Dot id={id} n={n}/></b></.box>
            <i :for={w in words}>{w}</i>
          </em>
          """,
          FuzzComponents.class);

  @Attribute String id = "";
  @Attribute String label = "";
  int n;
  boolean open;
  List<String> words = List.of();

  List<String> classes() {
    return n % 2 == 0 ? List.of("even") : List.of();
  }

  Cell copy() {
    Cell copy = new Cell();
    copy.n = n;
    copy.open = open;
    copy.words = words;
    return copy;
  }
}
