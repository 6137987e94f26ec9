package dev.roost.live.kit;

import dev.roost.live.LiveView;
import dev.roost.live.Template;
import dev.roost.live.html.TrustedHtml;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/** {@code /live/nested-two}. */
final class NestedTwoView extends LiveView {
  private static final Template<NestedTwoView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <h1>Nested two</h1>
          {stuck}
          <a id="one" href="/live/nested" data-phx-link="redirect" data-phx-link-state="push">one</a>
          """);

  TrustedHtml stuck() {
    return sticky("sticky", StickyView.class, Map.of());
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
