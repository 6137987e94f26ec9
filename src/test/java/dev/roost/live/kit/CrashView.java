package dev.roost.live.kit;

import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.StatusException;
import dev.roost.live.Template;
import java.lang.invoke.MethodHandles;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code /live/crash}. */
final class CrashView extends LiveView {
  private static final Template<CrashView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          "<h1>Crash</h1>"
              + Flashes.HTML
              + """
              <p id="n">{shown}</p>
              <p id="connected">{isConnected}</p>
              <input id="typed" autocomplete="off">
              <button id="inc" phx-click="inc">+</button>
              <button id="raise" phx-click="raise">in the event</button>
              <button id="info" phx-click="info">in a message</button>
              <button id="bad-render" phx-click="bad-render">in the render</button>
              <button id="unknown" phx-click="no-such-event">unknown event</button>
              """);

  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  int n;
  boolean broken;

  CrashView() {
    on("inc", event -> n++);
    on(
        "raise",
        event -> {
          throw new IllegalStateException("raised");
        });
    on(
        "info",
        event -> {
          n += 100;
          post("crash");
        });
    on("bad-render", event -> broken = true);
  }

  @Override
  protected void mount(Mount mount) {
    String http = mount.param("http");
    if (http != null) {
      if (http.equals("500")) {
        throw new IllegalStateException("asked for");
      }
      throw new StatusException(Integer.parseInt(http));
    }
    String go = mount.param("go");
    String nav = mount.param("nav");
    String late = mount.isConnected() ? mount.param("late") : null;
    String once = mount.isConnected() ? mount.param("once") : null;
    if (go != null) {
      putFlash("info", "sent on");
      redirect(go);
    } else if (nav != null) {
      pushNavigate(nav);
    } else if ("404".equals(late)) {
      throw StatusException.notFound();
    } else if (late != null && late.startsWith("go:")) {
      putFlash("info", "sent on late");
      redirect("/live/nav-other");
    } else if (late != null && late.startsWith("nav:")) {
      putFlash("info", "moved on late");
      pushNavigate("/live/nav-other");
    } else if (once != null && SEEN.add(once)) {
      throw new IllegalStateException("the first time");
    }
  }

  @Override
  protected void handleInfo(Object message) {
    throw new IllegalStateException(message.toString());
  }

  int shown() {
    if (broken) {
      throw new IllegalStateException("cannot be rendered");
    }
    return n;
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
