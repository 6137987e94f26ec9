package dev.roost.live.kit;

import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import java.lang.invoke.MethodHandles;

/** {@code /live/session}. */
final class SessionView extends LiveView {
  private static final Template<SessionView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <p id="user">{user}</p>
          <p id="n">{n}</p>
          <button id="inc" phx-click="inc">+</button>
          """);

  String user = "nobody";
  int n;

  SessionView() {
    on("inc", event -> n++);
  }

  @Override
  protected void mount(Mount mount) {
    String known = mount.session("user", String.class);
    user = known == null ? "nobody" : known;
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
