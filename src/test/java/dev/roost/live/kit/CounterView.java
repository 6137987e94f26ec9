package dev.roost.live.kit;

import dev.roost.live.LiveEvent;
import dev.roost.live.LiveView;
import dev.roost.live.Template;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.invoke.MethodHandles;

/** {@code /live/counter}. */
final class CounterView extends LiveView {
  private static final Template<CounterView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <h1>Counter</h1>
          <button id="dec" phx-click="dec">-</button>
          <span id="count">{count}</span>
          <button id="inc" phx-click="inc">+</button>
          <button id="add" phx-click="add" phx-value-by="5" phx-value-note="a&amp;b">add</button>
          <button id="val" phx-click="val" value="9" phx-value-x-y="1">val</button>
          <button id="slow" phx-click="slow" phx-disable-with="wait...">slow</button>
          <button id="noop" phx-click="noop">noop</button>
          <button id="once" phx-click="inc" phx-throttle="60000">once</button>
          <input id="enter" phx-keydown="down" phx-keyup="up" phx-key="Enter" autocomplete="off">
          <input id="any" phx-keydown="down" phx-value-k="1" autocomplete="off">
          <input id="fb" phx-focus="focus" phx-blur="blur" phx-value-n="1" autocomplete="off">
          <div id="panel" phx-click-away="away" phx-value-from="panel">panel</div>
          <div id="window" phx-window-keydown="win" phx-key="Escape"></div>
          <button id="t1" phx-click="title" phx-value-to="one">title one</button>
          <button id="t2" phx-click="title" phx-value-to="&lt;two&gt; &amp; &quot;2&quot;">title two</button>
          <button id="t0" phx-click="title" phx-value-to="">no title</button>
          <p id="last">{last}</p>
          <p :if={isNegative} id="negative">below zero</p>
          <p id="parity" class={parity}>parity</p>
          """);

  private static final long SLOW_MILLIS = 700;

  int count;
  String last = "";

  CounterView(Vertx vertx) {
    on("inc", event -> count++);
    on("dec", event -> count--);
    on(
        "add",
        event -> {
          count += Integer.parseInt(event.param("by"));
          show(event);
        });
    for (String event : new String[] {"val", "down", "up", "focus", "blur", "away", "win"}) {
      on(event, this::show);
    }
    on("title", event -> title(event.param("to")));
    on("slow", event -> hold(slow(vertx).onSuccess(done -> count++)));
    on("noop", event -> {});
  }

  static Future<?> slow(Vertx vertx) {
    Promise<Void> done = Promise.promise();
    vertx.setTimer(SLOW_MILLIS, id -> done.complete());
    return done.future();
  }

  private void show(LiveEvent event) {
    last = event.name() + " " + SortedJson.of(event.value().json());
  }

  boolean isNegative() {
    return count < 0;
  }

  String parity() {
    return count % 2 == 0 ? "even" : "odd";
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
