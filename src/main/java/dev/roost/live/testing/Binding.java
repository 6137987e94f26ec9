package dev.roost.live.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Runs the commands of an attribute such as {@code phx-click} that reach the server. */
final class Binding {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VALUE = "phx-value-";

  private final Browser browser;
  private final Element element;
  private final String attribute;

  Binding(Browser browser, Element element, String attribute) {
    this.browser = browser;
    this.element = element;
    this.attribute = attribute;
  }

  /** The view or component that an event goes to. */
  private record Target(PageView view, @Nullable Integer cid) {}

  /** Sends an event whose value is an object. */
  void send(String type, Map<String, ?> value) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (Attribute each : element.attributes()) {
      if (each.getKey().startsWith(VALUE)) {
        all.put(each.getKey().substring(VALUE.length()), each.getValue());
      }
    }
    value.forEach((name, member) -> all.set(name, JSON.valueToTree(member)));
    perform(type, all, Map.of());
  }

  /**
   * Sends an event of a form.
   *
   * @param more members of the message
   */
  void sendForm(String value, Map<String, ?> more) {
    perform("form", JsonNodeFactory.instance.textNode(value), more);
  }

  private void perform(String type, JsonNode value, Map<String, ?> more) {
    String commands = element.attr(attribute);
    if (!commands.startsWith("[")) {
      push(type, commands, targetOf(element), value, more);
      return;
    }
    for (JsonNode command : parse(commands)) {
      JsonNode args = command.path(1);
      switch (command.path(0).asText()) {
        case "push" -> pushCommand(type, args, value, more);
        case "navigate" -> browser.followNavigation(args.path("href").asText());
        case "patch" -> patch(args.path("href").asText());
        default -> {}
      }
    }
  }

  private static JsonNode parse(String commands) {
    try {
      return JSON.readTree(commands);
    } catch (JsonProcessingException e) {
      throw new AssertionError("the commands of an attribute are no JSON: " + commands, e);
    }
  }

  private void pushCommand(String type, JsonNode args, JsonNode value, Map<String, ?> more) {
    JsonNode all = value;
    if (value instanceof ObjectNode object) {
      ObjectNode merged = object.deepCopy();
      args.path("value").properties().forEach(each -> merged.set(each.getKey(), each.getValue()));
      all = merged;
    }
    String target = args.has("target") ? args.get("target").asText() : targetOf(element);
    push(type, args.path("event").asText(), target, all, more);
  }

  private static @Nullable String targetOf(Element element) {
    return element.hasAttr("phx-target") ? element.attr("phx-target") : null;
  }

  /** Sends an event to a target in the words of {@code phx-target}; null is the view. */
  void push(
      String type, String event, @Nullable String target, JsonNode value, Map<String, ?> more) {
    for (Target each : targets(target)) {
      Map<String, Object> message = new LinkedHashMap<>();
      message.put("type", type);
      message.put("event", event);
      message.put("value", value);
      if (each.cid != null) {
        message.put("cid", each.cid);
      }
      message.putAll(more);
      browser.pushAndWait(each.view, "event", message);
    }
  }

  private List<Target> targets(@Nullable String target) {
    PageView own = browser.owner(element);
    if (target == null) {
      return List.of(new Target(own, null));
    }
    if (target.chars().allMatch(Character::isDigit)) {
      return List.of(new Target(own, Integer.valueOf(target)));
    }
    List<Target> targets = new ArrayList<>();
    for (Element found : Selection.all(browser, browser.document(), target)) {
      Element component = found.closest("[data-phx-component], [data-phx-session]");
      targets.add(
          new Target(
              browser.owner(found),
              component != null && component.hasAttr("data-phx-component")
                  ? Integer.valueOf(component.attr("data-phx-component"))
                  : null));
    }
    return targets;
  }

  /** Asks for another URL of the page's view. */
  void patch(String href) {
    browser.patch(href);
  }
}
