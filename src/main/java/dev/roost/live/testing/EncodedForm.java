package dev.roost.live.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Writes the inputs of a form as the client sends them. */
final class EncodedForm {
  private final FormInputs inputs;
  private final Element form;

  EncodedForm(FormInputs inputs, Element form) {
    this.inputs = inputs;
    this.form = form;
  }

  private String key() {
    return form.cssSelector();
  }

  List<FormFields.Entry> entries() {
    return FormFields.entries(form, inputs.values(key()));
  }

  /** The value of a change: with the marks of inputs that the visitor has not touched. */
  String change() {
    return encoded(entries(), null, true);
  }

  /** The value of a change of one input with an event of its own. */
  String change(String only) {
    return encoded(entries(), only, true);
  }

  /**
   * The value of a submit.
   *
   * @param pressed the button, if it has a value
   */
  String submit(List<FormFields.Entry> pressed) {
    List<FormFields.Entry> all = new ArrayList<>(entries());
    all.addAll(pressed);
    return encoded(all, null, false);
  }

  private String encoded(List<FormFields.Entry> entries, @Nullable String only, boolean unused) {
    StringBuilder text = new StringBuilder();
    Set<String> seen = new HashSet<>();
    for (FormFields.Entry entry : entries) {
      if (only != null && !only.equals(entry.name())) {
        continue;
      }
      if (unused
          && seen.add(entry.name())
          && !inputs.isUsed(key(), entry.name())
          && !FormFields.visible(form, entry.name()).isEmpty()) {
        append(text, unusedName(entry.name()), "");
      }
      append(text, entry.name(), entry.value());
    }
    return text.toString();
  }

  /** {@code user[name]} is {@code user[_unused_name]}. */
  private static String unusedName(String name) {
    String bare = name.endsWith("[]") ? name.substring(0, name.length() - 2) : name;
    int last = bare.lastIndexOf('[') + 1;
    return bare.substring(0, last) + "_unused_" + name.substring(last);
  }

  private static void append(StringBuilder text, String name, String value) {
    text.append(text.length() == 0 ? "" : "&")
        .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }
}
