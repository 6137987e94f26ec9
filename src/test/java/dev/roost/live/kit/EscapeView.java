package dev.roost.live.kit;

import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** {@code /live/escape}. */
final class EscapeView extends LiveView {
  private static final Template<EscapeView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <form id="f" phx-submit="set"><textarea id="v" name="v">
          {v}</textarea><button id="set">set</button></form>
          <div id="hook" phx-hook="Log"></div>
          <p id="text">{v}</p>
          <p id="twice">{v}-{v}</p>
          <p id="attr" title={v} data-v="[{v}]">attr</p>
          <p id="class" class="a {v}{mark}">class</p>
          <p id="style" style={styled}>style</p>
          <a id="url" href="/live/escape?v={v}">url</a>
          <input id="value" value={v} disabled={on} readonly={isOff}>
          <details id="details" open={on}><summary>s</summary>{v}</details>
          <p :for={c, i in graphemes} id="g{i}">{c}</p>
          <button id="on" phx-click="on">on</button>
          <button id="big" phx-click="big" phx-value-n="500">big</button>
          """);

  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  String v = "plain";
  boolean on;

  EscapeView() {
    on(
        "set",
        event -> {
          v = Objects.requireNonNull(event.param("v"));
          title(v);
        });
    on("on", event -> on = !on);
    on(
        "big",
        event -> {
          v = "<é&€😀>".repeat(Integer.parseInt(event.param("n")));
          title("big");
        });
  }

  @Override
  protected void mount(Mount mount) {
    String given = mount.param("v");
    v = given == null ? "plain" : given;
    title("escape");
  }

  String mark() {
    return on ? " on" : "";
  }

  boolean isOff() {
    return !on;
  }

  /** The view provides the whole style; values inside a style are checked. */
  String styled() {
    return "--v: " + v;
  }

  List<String> graphemes() {
    return GRAPHEME.matcher(v).results().limit(3).map(result -> result.group()).toList();
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
