package dev.roost.live.kit;

import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import dev.roost.live.html.TrustedHtml;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;

/** {@code /live/nested}: nested views. */
final class NestedView extends LiveView {
  private static final Template<NestedView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <h1>Nested {n}</h1>
          <button id="inc" phx-click="inc">+</button>
          <button id="third" phx-click="third">third</button>
          <button id="say" phx-click="say">say</button>
          <button id="crash" phx-click="crash">crash</button>
          {one}
          {two}
          <div id="slot">{slot}</div>
          {stuck}
          <a id="two" href="/live/nested-two" data-phx-link="redirect" data-phx-link-state="push">two</a>
          """);

  String k = "";
  int n;
  boolean third;

  NestedView() {
    on("inc", event -> n++);
    on("third", event -> third = !third);
    on("say", event -> broadcast(ChildView.topic(k), "hello", Map.of("n", n)));
    on(
        "crash",
        event -> {
          throw new IllegalStateException("asked for");
        });
  }

  @Override
  protected void mount(Mount mount) {
    String given = mount.param("k");
    k = given == null ? "" : given;
  }

  TrustedHtml one() {
    return nested("kid-one", ChildView.class, child("one", 0, false));
  }

  TrustedHtml two() {
    return nested("kid-two", ChildView.class, child("two", 5, true));
  }

  TrustedHtml slot() {
    return third
        ? nested("kid-three", ChildView.class, child("three", 0, false))
        : new TrustedHtml("");
  }

  TrustedHtml stuck() {
    return sticky("sticky", StickyView.class, Map.of());
  }

  private Map<String, Object> child(String name, int start, boolean deep) {
    Map<String, Object> session = new HashMap<>();
    session.put("name", name);
    session.put("start", start);
    session.put("deep", deep);
    session.put("k", k);
    return session;
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
