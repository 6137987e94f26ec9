package dev.roost.live.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The inputs of a form, and what a browser sends of them. */
final class FormFields {
  private static final Set<String> BUTTONS = Set.of("submit", "button", "reset", "image");

  private FormFields() {}

  /** One input's name and value, as they are sent. */
  record Entry(String name, String value) {}

  /** The inputs that have a value, in the order of the page. */
  static List<Element> inputs(Element form) {
    return form.select("input[name], select[name], textarea[name]").stream()
        .filter(input -> !input.hasAttr("disabled") && !BUTTONS.contains(type(input)))
        .filter(input -> !type(input).equals("file"))
        .toList();
  }

  static String type(Element input) {
    String type = input.attr("type").toLowerCase(Locale.ROOT);
    return input.normalName().equals("input") ? (type.isEmpty() ? "text" : type) : "";
  }

  static boolean isHidden(Element input) {
    return type(input).equals("hidden");
  }

  /** The inputs of a name that a person can fill in. */
  static List<Element> visible(Element form, String name) {
    return inputs(form).stream()
        .filter(input -> input.attr("name").equals(name) && !isHidden(input))
        .toList();
  }

  /** The values that the server has rendered into the inputs of a name. */
  static List<String> rendered(Element form, String name) {
    List<String> values = new ArrayList<>();
    for (Element input : visible(form, name)) {
      values.addAll(values(input));
    }
    return values;
  }

  private static List<String> values(Element input) {
    if (input.normalName().equals("textarea")) {
      return List.of(input.wholeText());
    }
    if (input.normalName().equals("select")) {
      return selected(input);
    }
    return switch (type(input)) {
      case "checkbox", "radio" ->
          input.hasAttr("checked") ? List.of(checkedValue(input)) : List.of();
      default -> List.of(input.attr("value"));
    };
  }

  private static List<String> selected(Element select) {
    List<String> selected =
        select.select("option[selected]").stream().map(FormFields::optionValue).toList();
    if (!selected.isEmpty() || select.hasAttr("multiple")) {
      return selected;
    }
    Element first = select.selectFirst("option");
    return first == null ? List.of() : List.of(optionValue(first));
  }

  static String optionValue(Element option) {
    return option.hasAttr("value") ? option.attr("value") : option.text();
  }

  static String checkedValue(Element input) {
    return input.hasAttr("value") ? input.attr("value") : "on";
  }

  /**
   * The entries that the form sends.
   *
   * @param typed what was filled in, by name
   */
  static List<Entry> entries(Element form, Map<String, List<String>> typed) {
    List<Entry> entries = new ArrayList<>();
    for (Element input : inputs(form)) {
      String name = input.attr("name");
      List<String> filled = isHidden(input) ? null : typed.get(name);
      values(form, input, filled).forEach(value -> entries.add(new Entry(name, value)));
    }
    return entries;
  }

  private static List<String> values(Element form, Element input, @Nullable List<String> typed) {
    if (typed == null) {
      return values(input);
    }
    if (input.normalName().equals("select")) {
      return typed;
    }
    if (type(input).equals("checkbox") || type(input).equals("radio")) {
      return typed.contains(checkedValue(input)) ? List.of(checkedValue(input)) : List.of();
    }
    int place = visible(form, input.attr("name")).indexOf(input);
    return place < typed.size() ? List.of(typed.get(place)) : values(input);
  }
}
