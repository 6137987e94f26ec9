package dev.roost.live.fuzz;

import dev.roost.live.FunctionComponent;
import dev.roost.live.html.Attributes;
import dev.roost.live.html.Default;
import dev.roost.live.html.Slot;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Function components that random templates use. */
final class FuzzComponents {
  private FuzzComponents() {}

  record Box(
      @Default("none") @Nullable String title,
      @Nullable Slot<Void> body,
      List<Slot<Void>> foot,
      Attributes rest) {}

  record Pair(String a, boolean strong) {}

  record Each<R>(List<R> rows, List<Column<R>> col) {}

  record Column<R>(@Nullable String label, @Nullable Slot<R> body) {}

  record Twice(@Nullable Slot<Void> body) {}

  /** A single root. */
  static final FunctionComponent BOX =
      FunctionComponent.of(
          MethodHandles.lookup(),
          Box.class,
          """
          <section {rest}><h2>{title}</h2>{body}<footer :for={f in foot}>{f}</footer></section>
          """);

  /** Two roots. */
  static final FunctionComponent PAIR =
      FunctionComponent.of(
          MethodHandles.lookup(), Pair.class, "<q>{a}</q><strong :if={strong}>{a}</strong>");

  /** A slot that receives each row. */
  static final FunctionComponent EACH =
      FunctionComponent.of(
          MethodHandles.lookup(),
          Each.class,
          """
          <table><tbody><tr :for={r in rows}>\
          <td :for={c in col} title={c.label}><.render slot={c.body} with={r}/></td></tr></tbody></table>
          """);

  /** One slot in two places. */
  static final FunctionComponent TWICE =
      FunctionComponent.of(
          MethodHandles.lookup(), Twice.class, "<div><.render slot={body}/>|{body}</div>");
}
