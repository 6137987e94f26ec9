package dev.roost.live.kit;

import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import dev.roost.live.html.TrustedHtml;
import dev.roost.serializer.Broadcast;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Objects;

/** A view inside {@link NestedView} and inside itself. */
final class ChildView extends LiveView {
  private static final Template<ChildView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <div class="child">
            <b>{name}</b> <span id="{name}-n">{n}</span> <i>{heard}</i>
            <button id="{name}-inc" phx-click="inc">+</button>
            <button id="{name}-crash" phx-click="crash">crash</button>
            <button id="{name}-move" phx-click="move">move</button>
            <div :if={deep}>{grand}</div>
          </div>
          """);

  String name = "";
  String k = "";
  int n;
  boolean deep;
  String heard = "";

  ChildView() {
    on("inc", event -> n++);
    on(
        "crash",
        event -> {
          throw new IllegalStateException("asked for");
        });
    on("move", event -> pushNavigate("/live/nested-two"));
  }

  static String topic(String k) {
    return "kids:" + k;
  }

  @Override
  protected void mount(Mount mount) {
    name = Objects.requireNonNull(mount.session("name", String.class));
    k = Objects.requireNonNull(mount.session("k", String.class));
    n = Objects.requireNonNull(mount.session("start", Integer.class));
    deep = Objects.requireNonNull(mount.session("deep", Boolean.class));
    subscribe(topic(k));
  }

  @Override
  protected void handleBroadcast(Broadcast broadcast) {
    heard = "hello " + broadcast.payload().json().path("n").asInt();
  }

  TrustedHtml grand() {
    return nested(
        "grand", ChildView.class, Map.of("name", "grand", "start", 7, "deep", false, "k", k));
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
