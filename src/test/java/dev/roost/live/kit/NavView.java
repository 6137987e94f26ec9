package dev.roost.live.kit;

import dev.roost.channel.Params;
import dev.roost.live.LiveEvent;
import dev.roost.live.LiveUri;
import dev.roost.live.LiveView;
import dev.roost.live.Template;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/** {@code /live/nav}. */
final class NavView extends LiveView {
  private static final Template<NavView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          "<h1>Nav</h1>"
              + Flashes.HTML
              + """
              <p id="tab">{tab}</p>
              <p id="query">{query}</p>
              <p id="uri">{uri}</p>
              <p id="n">{n}</p>
              <a id="p-b" href="/live/nav?tab=b&amp;x=1" data-phx-link="patch" data-phx-link-state="push">patch b</a>
              <a id="p-c" href="/live/nav?tab=c" data-phx-link="patch" data-phx-link-state="replace">patch c, replace</a>
              <a id="p-path" href="/live/nav/sub" data-phx-link="patch" data-phx-link-state="push">patch to a path</a>
              <a id="n-other" href="/live/nav-other?from=nav" data-phx-link="redirect" data-phx-link-state="push">navigate</a>
              <a id="n-replace" href="/live/nav-other" data-phx-link="redirect" data-phx-link-state="replace">navigate, replace</a>
              <a id="n-admin" href="/live/admin" data-phx-link="redirect" data-phx-link-state="push">navigate to another live session</a>
              <a id="h-other" href="/live/nav-other?from=href">href</a>
              <button id="b-patch" phx-click="patch" phx-value-to="/live/nav?tab=pushed">push_patch</button>
              <button id="b-patch-r" phx-click="patch" phx-value-to="/live/nav?tab=replaced" phx-value-replace="true">push_patch, replace</button>
              <button id="b-patch-f" phx-click="patch-flash" phx-value-to="/live/nav?tab=flash">push_patch with flash</button>
              <button id="b-nav" phx-click="navigate" phx-value-to="/live/nav-other">push_navigate</button>
              <button id="b-nav-r" phx-click="navigate" phx-value-to="/live/nav-other" phx-value-replace="true">push_navigate, replace</button>
              <button id="b-nav-f" phx-click="navigate" phx-value-to="/live/nav-other" phx-value-flash="moved &amp; &lt;kept&gt;">push_navigate with flash</button>
              <button id="b-nav-admin" phx-click="navigate" phx-value-to="/live/admin" phx-value-flash="to admin">push_navigate to another live session</button>
              <button id="b-redir" phx-click="redirect" phx-value-to="/live/nav-other?r=1">redirect</button>
              <button id="b-redir-f" phx-click="redirect" phx-value-to="/live/nav-other?r=2" phx-value-flash="redirected">redirect with flash</button>
              <button id="b-bad" phx-click="redirect" phx-value-to="//example.com/">redirect to a foreign host as a path</button>
              <button id="f-info" phx-click="flash" phx-value-key="info" phx-value-text="saved">flash info</button>
              <button id="f-error" phx-click="flash" phx-value-key="error" phx-value-text="&lt;b&gt;failed&lt;/b&gt;">flash error</button>
              <button id="f-both" phx-click="twice">both</button>
              <button id="f-clear" phx-click="lv:clear-flash">clear all</button>
              """);

  String tab = "";
  String query = "";
  String uri = "";
  int n;

  NavView() {
    on(
        "patch",
        event -> {
          if ("true".equals(event.param("replace"))) {
            replacePatch(to(event));
          } else {
            pushPatch(to(event));
          }
        });
    on(
        "navigate",
        event -> {
          flashInfo(event);
          if ("true".equals(event.param("replace"))) {
            replaceNavigate(to(event));
          } else {
            pushNavigate(to(event));
          }
        });
    on(
        "redirect",
        event -> {
          flashInfo(event);
          redirect(to(event));
        });
    on(
        "patch-flash",
        event -> {
          putFlash("info", "patched");
          pushPatch(to(event));
        });
    on(
        "flash",
        event ->
            putFlash(
                Objects.requireNonNull(event.param("key")),
                Objects.requireNonNull(event.param("text"))));
    on(
        "twice",
        event -> {
          putFlash("info", "one");
          putFlash("error", "two");
        });
  }

  private static String to(LiveEvent event) {
    return Objects.requireNonNull(event.param("to"));
  }

  private void flashInfo(LiveEvent event) {
    String flash = event.param("flash");
    if (flash != null) {
      putFlash("info", flash);
    }
  }

  @Override
  protected void handleParams(Params params, LiveUri shown) {
    n++;
    String go = params.get("go");
    if (go != null) {
      tab = "";
      query = "";
      uri = "";
      pushPatch("/live/nav?tab=" + go);
      return;
    }
    String given = params.get("tab");
    tab = given == null ? "none" : given;
    query = SortedJson.of(params.values());
    uri = shown.toString();
    title("nav " + tab);
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
