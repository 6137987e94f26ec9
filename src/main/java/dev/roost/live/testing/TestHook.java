package dev.roost.live.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.roost.serializer.Payload;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The hook of an element with {@code phx-hook}, whose JavaScript is played by the test. */
public final class TestHook {
  private final TestView view;
  private final Browser browser;
  private final String selector;

  TestHook(TestView view, Browser browser, String selector) {
    this.view = view;
    this.browser = browser;
    this.selector = selector;
  }

  /**
   * Sends an event to the view, as {@code this.pushEvent} does.
   *
   * @param value see {@link Payload#of(Object)}
   * @return the reply of the handler; JSON null if it does not reply
   */
  public JsonNode push(String event, Object value) {
    return send(event, value, null);
  }

  /**
   * Sends an event to a component, as {@code this.pushEventTo} does.
   *
   * @param target a selector
   */
  public JsonNode pushTo(String target, String event, Object value) {
    return send(event, value, target);
  }

  private JsonNode send(String event, Object value, @Nullable String target) {
    Element element = Selection.one(browser, view.scope(), selector);
    if (!element.hasAttr("phx-hook")) {
      throw browser.endpoint().failure(selector + " has no phx-hook: " + element.outerHtml());
    }
    browser.takeReply();
    new Binding(browser, element, "phx-hook")
        .push("hook", event, target, Payload.of(value).json(), Map.of());
    JsonNode reply = browser.takeReply();
    return reply == null ? JsonNodeFactory.instance.nullNode() : reply;
  }
}
