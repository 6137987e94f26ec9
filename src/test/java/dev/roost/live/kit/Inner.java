package dev.roost.live.kit;

import dev.roost.live.LiveComponent;
import dev.roost.live.Template;
import dev.roost.live.html.Attribute;
import java.lang.invoke.MethodHandles;

/** A component inside {@link Comp}. */
final class Inner extends LiveComponent {
  private static final Template<Inner> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <i id="inner-{id}" phx-click="k" phx-target={myself}>inner {n} {k}</i>
          """);

  @Attribute String id = "";
  @Attribute int n;
  int k;

  Inner() {
    on("k", event -> k++);
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
