package dev.roost.live.kit;

import dev.roost.live.LiveComponent;
import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Objects;

/** {@code /live/hooks}. */
final class HooksView extends LiveView {
  private static final Template<HooksView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <div id="h1" phx-hook="Log" data-n={n}>hooked {n}</div>
          <div id="still" phx-hook="Log">still</div>
          <div :if={extra} id="h2" phx-hook="Log">extra</div>
          <div id="ign" phx-update="ignore" data-n={n}><p>ignored {n}</p></div>
          <p id="got">{got}</p>
          <p id="w">{w}</p>
          <.Hooked id="hc"/>
          <button id="bump" phx-click="bump">bump</button>
          <button id="other" phx-click="other">other</button>
          <button id="extra" phx-click="extra">extra</button>
          <button id="send" phx-click="send">send</button>
          <button id="send-two" phx-click="send-two">send two</button>
          """);

  private static final long LATER_MILLIS = 50;

  int n;
  boolean extra;
  String got = "";
  int w;

  /** A component with a hook. */
  static final class Hooked extends LiveComponent {
    private static final Template<Hooked> TEMPLATE =
        Template.of(
            MethodHandles.lookup(),
            """
            <div id="hc" phx-hook="Log">component {got}</div>
            """);

    private String got = "";

    Hooked() {
      on(
          "to-comp",
          event -> {
            got = SortedJson.of(event.value().json());
            event.reply(Map.of("comp", event.value().json().path("q")));
          });
    }

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  HooksView() {
    on("bump", event -> n++);
    on("other", event -> w++);
    on("extra", event -> extra = !extra);
    on("send", event -> pushEvent("hello", Map.of("n", n, "text", "<&>")));
    on(
        "send-two",
        event -> {
          pushEvent("hello", Map.of("i", 1));
          pushEvent("hello", Map.of("i", 2));
          n++;
        });
    on(
        "ask",
        event -> {
          got = SortedJson.of(event.value().json());
          event.reply(Map.of("answer", event.value().json(), "n", n));
        });
    on("mute", event -> got = SortedJson.of(event.value().json()));
    on("later", event -> postAfter(LATER_MILLIS, event.value()));
  }

  @Override
  protected void mount(Mount mount) {
    pushEvent("hello", Map.of("from", "mount"));
  }

  @Override
  protected void handleInfo(Object message) {
    pushEvent("later", Objects.requireNonNull(message));
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
