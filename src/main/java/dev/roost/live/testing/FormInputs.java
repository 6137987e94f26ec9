package dev.roost.live.testing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The values that the visitor has filled in. A value stays until the server renders another one for
 * its input.
 */
final class FormInputs {
  private final Map<String, Map<String, Typed>> forms = new HashMap<>();
  private final Map<String, Set<String>> used = new HashMap<>();
  private final Map<String, List<ChosenFile>> files = new HashMap<>();

  private record Typed(List<String> rendered, List<String> values) {}

  void type(String selector, Element form, String name, List<String> values) {
    forms
        .computeIfAbsent(selector, none -> new HashMap<>())
        .put(name, new Typed(FormFields.rendered(form, name), values));
    use(selector, name);
  }

  /** The visitor has touched an input. */
  void use(String selector, String name) {
    used.computeIfAbsent(selector, none -> new HashSet<>()).add(name);
  }

  boolean isUsed(String selector, String name) {
    return used.getOrDefault(selector, Set.of()).contains(name);
  }

  Map<String, List<String>> values(String selector) {
    Map<String, List<String>> values = new HashMap<>();
    forms.getOrDefault(selector, Map.of()).forEach((name, typed) -> values.put(name, typed.values));
    return values;
  }

  /** The server has changed the page. */
  void patched(Document page) {
    forms.forEach(
        (selector, typed) -> {
          Element form = page.selectFirst(selector);
          typed
              .entrySet()
              .removeIf(
                  input ->
                      form == null
                          || !FormFields.rendered(form, input.getKey())
                              .equals(input.getValue().rendered));
        });
  }

  /** Files that are chosen and not uploaded yet, by the ref of their upload. */
  Map<String, List<ChosenFile>> files() {
    return files;
  }

  void clear() {
    forms.clear();
    used.clear();
    files.clear();
  }
}
