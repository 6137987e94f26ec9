package dev.roost.live.kit;

import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import java.lang.invoke.MethodHandles;

/** {@code /live/nav-other}. */
final class NavOtherView extends LiveView {
  private static final Template<NavOtherView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          "<h1>Other</h1>"
              + Flashes.HTML
              + """
              <p id="query">{query}</p>
              <a id="back" href="/live/nav?tab=back" data-phx-link="redirect" data-phx-link-state="push">back</a>
              <a id="counter" href="/live/counter" data-phx-link="redirect" data-phx-link-state="push">counter</a>
              """);

  String query = "";

  @Override
  protected void mount(Mount mount) {
    query = SortedJson.of(mount.params().values());
    title("other");
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
