package dev.roost.live.kit;

import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import java.lang.invoke.MethodHandles;

/** {@code /live/admin}, in its own live session. */
final class AdminView extends LiveView {
  private static final Template<AdminView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          "<h1>Admin</h1>"
              + Flashes.HTML
              + """
              <a id="to-nav" href="/live/nav" data-phx-link="redirect" data-phx-link-state="push">nav</a>
              """);

  @Override
  protected void mount(Mount mount) {
    title("admin");
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
