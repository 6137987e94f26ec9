package dev.roost.live.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Sends the forms of a page once more when its views have joined again, so that new instances learn
 * what the visitor has filled in. As the client does: forms with an id, the same {@code phx-change}
 * before and after, and without {@code phx-auto-recover="ignore"}.
 */
final class FormRecovery {
  private static final String CHANGE = "phx-change";
  private static final String RECOVER = "phx-auto-recover";

  private final Browser browser;
  private final Map<String, Old> forms = new LinkedHashMap<>();

  private record Old(String change, String target, String value) {}

  private FormRecovery(Browser browser) {
    this.browser = browser;
  }

  /** Remembers the forms of a page. */
  static FormRecovery of(Browser browser) {
    FormRecovery recovery = new FormRecovery(browser);
    for (Element form : browser.document().select("form[id][phx-change]")) {
      List<Element> inputs =
          FormFields.inputs(form).stream().filter(input -> !input.hasAttr(CHANGE)).toList();
      if (!form.attr(RECOVER).equals("ignore") && !inputs.isEmpty()) {
        Element target =
            inputs.stream()
                .filter(input -> !FormFields.isHidden(input))
                .findFirst()
                .orElse(inputs.get(0));
        recovery.forms.put(
            form.id(),
            new Old(
                form.attr(CHANGE),
                target.attr("name"),
                new EncodedForm(browser.inputs(), form).change()));
      }
    }
    return recovery;
  }

  /** Sends those that the page has again. */
  void send() {
    forms.forEach(
        (id, old) -> {
          Document page = browser.document();
          Element form = page.getElementById(id);
          if (form != null && form.attr(CHANGE).equals(old.change)) {
            new Binding(browser, form, form.attr(RECOVER).isEmpty() ? CHANGE : RECOVER)
                .sendForm(
                    old.value, Map.of("meta", Map.of("_target", old.target), "uploads", Map.of()));
          }
        });
  }
}
