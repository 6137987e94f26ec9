package dev.roost.live.kit;

import dev.roost.live.LiveEvent;
import dev.roost.live.LiveView;
import dev.roost.live.Template;
import dev.roost.live.html.Js;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Map;

/** {@code /live/js}. */
final class JsView extends LiveView {
  private static final Map<String, Object> VALUE =
      Map.of("a", 1, "nested", Map.of("x", Arrays.asList(1, null, true)));

  private static final Js JS_SHOW = Js.NONE.show("#box2");
  private static final Js JS_SHOWFLEX = Js.NONE.show(o -> o.to("#box2").display("flex"));
  private static final Js JS_HIDE = Js.NONE.hide("#box");
  private static final Js JS_TOGGLE = Js.NONE.toggle("#box");
  private static final Js JS_ADDCLASS = Js.NONE.addClass("red big", "#box");
  private static final Js JS_RMCLASS = Js.NONE.removeClass("red", "#box");
  private static final Js JS_TGCLASS = Js.NONE.toggleClass("lit", ".box");
  private static final Js JS_SET = Js.NONE.setAttribute("data-x", "1 & <2>", o -> o.to("#box"));
  private static final Js JS_UNSET = Js.NONE.removeAttribute("data-x", o -> o.to("#box"));
  private static final Js JS_TGATTR =
      Js.NONE.toggleAttribute("aria-expanded", "true", "false", o -> o.to("#box"));
  private static final Js JS_TGATTR1 =
      Js.NONE.toggleAttribute("hidden", "hidden", o -> o.to("#box"));
  private static final Js JS_PUSH = Js.pushEvent("pushed");
  private static final Js JS_PUSHV = Js.NONE.push("pushed", o -> o.value(VALUE));
  private static final Js JS_PUSH2 =
      Js.pushEvent("first").push("second", o -> o.value(Map.of("z", 1))).addClass("done", "#box");
  private static final Js JS_PUSHL = Js.NONE.push("pushed", o -> o.loading("#box").pageLoading());
  private static final Js JS_DISPATCH =
      Js.NONE.dispatch("kit:hit", o -> o.to("#box").detail(Map.of("d", 1)));
  private static final Js JS_FOCUS = Js.NONE.focus(o -> o.to("#in"));
  private static final Js JS_FOCUSFIRST = Js.NONE.focusFirst(o -> o.to("#wrap"));
  private static final Js JS_PUSHFOCUS = Js.NONE.pushFocus(o -> o).focus(o -> o.to("#in"));
  private static final Js JS_POPFOCUS = Js.NONE.popFocus();
  private static final Js JS_EXEC = Js.NONE.exec("data-do", o -> o.to("#execd"));
  private static final Js JS_EXECD = Js.NONE.addClass("executed", "#box").push("exec");
  private static final Js JS_TRANS =
      Js.NONE.transition("during", "from", "upto", o -> o.to("#box").time(50));
  private static final Js JS_HIDET =
      Js.NONE.hide(o -> o.to("#box").time(50).transition("out", "o1", "o2"));
  private static final Js JS_INNER = Js.NONE.addClass("in", o -> o.toInner("b"));
  private static final Js JS_CLOSEST = Js.NONE.removeClass("outer", o -> o.toClosest("div"));
  private static final Js JS_PATCH = Js.NONE.patch("/live/js?p=1", false);
  private static final Js JS_NAV = Js.NONE.navigate("/live/counter", false);
  private static final Js JS_MULTI =
      Js.NONE.hide("#box").show("#box2").setAttribute("title", "t", o -> o.to("#box2"));
  private static final Js JS_MOUNTED = Js.NONE.addClass("was-mounted", o -> o);
  private static final Js JS_LEAVING = Js.NONE.dispatch("kit:removed", o -> o.to("#box"));
  private static final Js JS_FRM = Js.NONE.push("key", o -> o.value(Map.of("from", "js")));
  private static final Js JS_CHANGED = Js.NONE.push("changed", o -> o.value(Map.of("extra", 1)));
  private static final Js JS_SUBMITTED = Js.pushEvent("submitted").addClass("sent", "#box");
  private static final Js JS_OFF = Js.NONE.setAttribute("data-off", "1", o -> o);
  private static final Js JS_ONN = Js.NONE.setAttribute("data-on", "1", o -> o);

  private static final Template<JsView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <p id="n">{n}</p>
          <p id="last">{last}</p>
          <div id="box" class="box">box {n}</div>
          <div id="box2" class="box" style="display: none">box2</div>
          <input id="in" autocomplete="off">
          <div id="wrap"><button id="w1" class="w">w1</button><span class="w">w2</span></div>
          <button id="show" phx-click={jsShow}>show</button>
          <button id="show-flex" phx-click={jsShowFlex}>show flex</button>
          <button id="hide" phx-click={jsHide}>hide</button>
          <button id="toggle" phx-click={jsToggle}>toggle</button>
          <button id="add-class" phx-click={jsAddClass}>add class</button>
          <button id="rm-class" phx-click={jsRmClass}>remove class</button>
          <button id="tg-class" phx-click={jsTgClass}>toggle class</button>
          <button id="set" phx-click={jsSet}>set</button>
          <button id="unset" phx-click={jsUnset}>remove</button>
          <button id="tg-attr" phx-click={jsTgAttr}>toggle</button>
          <button id="tg-attr1" phx-click={jsTgAttr1}>toggle one</button>
          <button id="push" phx-click={jsPush}>push</button>
          <button id="push-v" phx-value-b="2" phx-click={jsPushV}>push a value</button>
          <button id="push-2" phx-click={jsPush2}>push two</button>
          <button id="push-l" phx-click={jsPushL}>push loading</button>
          <button id="dispatch" phx-click={jsDispatch}>dispatch</button>
          <button id="focus" phx-click={jsFocus}>focus</button>
          <button id="focus-first" phx-click={jsFocusFirst}>focus first</button>
          <button id="push-focus" phx-click={jsPushFocus}>push focus</button>
          <button id="pop-focus" phx-click={jsPopFocus}>pop focus</button>
          <button id="exec" phx-click={jsExec}>exec</button>
          <div id="execd" data-do={jsExecd}></div>
          <button id="trans" phx-click={jsTrans}>transition</button>
          <button id="hide-t" phx-click={jsHideT}>hide with transition</button>
          <button id="inner" phx-click={jsInner}>inner <b>b</b></button>
          <div class="outer"><button id="closest" phx-click={jsClosest}>closest</button></div>
          <button id="patch" phx-click={jsPatch}>patch</button>
          <button id="nav" phx-click={jsNav}>navigate</button>
          <button id="multi" phx-click={jsMulti}>several</button>
          <div id="mounted" phx-mounted={jsMounted}>mounted</div>
          <div :if={isThere} id="leaving" phx-remove={jsLeaving}>leaving</div>
          <button id="drop" phx-click="drop">drop</button>
          <input id="frm" phx-keydown={jsFrm} phx-key="a" autocomplete="off">
          <form id="jf" phx-change={jsChanged} phx-submit={jsSubmitted}><input id="jfi" name="i" autocomplete="off"></form>
          <button id="crash" phx-click="crash">crash</button>
          <div id="dis" phx-disconnected={jsOff} phx-connected={jsOnn}></div>
          """);

  int n;
  String last = "";
  boolean gone;

  JsView() {
    on(
        "crash",
        event -> {
          throw new IllegalStateException("asked for");
        });
    on("drop", event -> gone = true);
  }

  @Override
  protected void handleEvent(LiveEvent event) {
    n++;
    last = event.name() + " " + SortedJson.of(event.value().json());
  }

  boolean isThere() {
    return !gone;
  }

  Js jsShow() {
    return JS_SHOW;
  }

  Js jsShowFlex() {
    return JS_SHOWFLEX;
  }

  Js jsHide() {
    return JS_HIDE;
  }

  Js jsToggle() {
    return JS_TOGGLE;
  }

  Js jsAddClass() {
    return JS_ADDCLASS;
  }

  Js jsRmClass() {
    return JS_RMCLASS;
  }

  Js jsTgClass() {
    return JS_TGCLASS;
  }

  Js jsSet() {
    return JS_SET;
  }

  Js jsUnset() {
    return JS_UNSET;
  }

  Js jsTgAttr() {
    return JS_TGATTR;
  }

  Js jsTgAttr1() {
    return JS_TGATTR1;
  }

  Js jsPush() {
    return JS_PUSH;
  }

  Js jsPushV() {
    return JS_PUSHV;
  }

  Js jsPush2() {
    return JS_PUSH2;
  }

  Js jsPushL() {
    return JS_PUSHL;
  }

  Js jsDispatch() {
    return JS_DISPATCH;
  }

  Js jsFocus() {
    return JS_FOCUS;
  }

  Js jsFocusFirst() {
    return JS_FOCUSFIRST;
  }

  Js jsPushFocus() {
    return JS_PUSHFOCUS;
  }

  Js jsPopFocus() {
    return JS_POPFOCUS;
  }

  Js jsExec() {
    return JS_EXEC;
  }

  Js jsExecd() {
    return JS_EXECD;
  }

  Js jsTrans() {
    return JS_TRANS;
  }

  Js jsHideT() {
    return JS_HIDET;
  }

  Js jsInner() {
    return JS_INNER;
  }

  Js jsClosest() {
    return JS_CLOSEST;
  }

  Js jsPatch() {
    return JS_PATCH;
  }

  Js jsNav() {
    return JS_NAV;
  }

  Js jsMulti() {
    return JS_MULTI;
  }

  Js jsMounted() {
    return JS_MOUNTED;
  }

  Js jsLeaving() {
    return JS_LEAVING;
  }

  Js jsFrm() {
    return JS_FRM;
  }

  Js jsChanged() {
    return JS_CHANGED;
  }

  Js jsSubmitted() {
    return JS_SUBMITTED;
  }

  Js jsOff() {
    return JS_OFF;
  }

  Js jsOnn() {
    return JS_ONN;
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
