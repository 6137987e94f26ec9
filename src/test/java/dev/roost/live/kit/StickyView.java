package dev.roost.live.kit;

import dev.roost.live.LiveView;
import dev.roost.live.Template;
import java.lang.invoke.MethodHandles;

/** A view that stays while the page navigates between views. */
final class StickyView extends LiveView {
  private static final Template<StickyView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <div class="sticky">sticky <span id="sticky-n">{n}</span> <button id="sticky-inc" phx-click="inc">+</button></div>
          """);

  int n;

  StickyView() {
    on("inc", event -> n++);
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
