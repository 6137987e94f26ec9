package dev.roost.live.testing;

import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A form of a page, which a visitor fills in. It sends what a browser sends: all inputs, with the
 * values that the server has rendered for those that were not filled in.
 */
public final class TestForm {
  private static final String CHANGE = "phx-change";
  private static final String SUBMIT = "phx-submit";

  private final TestView view;
  private final Browser browser;
  private final String selector;

  TestForm(TestView view, Browser browser, String selector) {
    this.view = view;
    this.browser = browser;
    this.selector = selector;
  }

  private Element form() {
    Element form = Selection.one(browser, view.scope(), selector);
    if (!form.normalName().equals("form")) {
      throw browser.endpoint().failure(selector + " is no form: " + form.outerHtml());
    }
    return form;
  }

  /**
   * Fills in an input, without an event.
   *
   * @param name as in {@code name="message[content]"}
   * @param values one; several for a multiple choice or inputs of the same name; none for a
   *     checkbox that is not checked
   * @throws AssertionError if the form has no such input, or a choice has no such option
   */
  public TestForm fill(String name, String... values) {
    Element form = form();
    check(form, name, List.of(values));
    browser.inputs().type(key(form), form, name, List.of(values));
    return this;
  }

  /** Fills in an input and sends the form's change event. */
  public TestForm change(String name, String... values) {
    fill(name, values);
    Element form = form();
    Element input = FormFields.visible(form, name).get(0);
    if (input.hasAttr(CHANGE)) {
      sendChange(form, input, name, Set.of(name), Map.of());
    } else if (form.hasAttr(CHANGE)) {
      sendChange(form, form, name, null, Map.of());
    } else {
      throw browser
          .endpoint()
          .failure("the form " + selector + " has no phx-change; use fill for inputs");
    }
    return this;
  }

  private void sendChange(
      Element form,
      Element bound,
      String target,
      @Nullable Set<String> only,
      Map<String, ?> uploads) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("meta", Map.of("_target", target));
    if (!uploads.isEmpty()) {
      more.put("uploads", uploads);
    }
    new Binding(browser, bound, CHANGE).sendForm(encoded(form, only, true, List.of()), more);
  }

  /** Submits the form with what is filled in. */
  public void submit() {
    submit(null);
  }

  /** Fills in an input and submits the form. */
  public void submit(String name, String value) {
    fill(name, value);
    submit();
  }

  /** Submits the form by a button. */
  void submit(@Nullable Element button) {
    Element form = form();
    if (!form.hasAttr(SUBMIT)) {
      throw browser.endpoint().failure("the form " + selector + " has no phx-submit");
    }
    new FileUploads(browser, form).upload();
    form = form();
    for (Element input : FormFields.inputs(form)) {
      browser.inputs().use(key(form), input.attr("name"));
    }
    List<FormFields.Entry> pressed =
        button == null || !button.hasAttr("name")
            ? List.of()
            : List.of(new FormFields.Entry(button.attr("name"), button.attr("value")));
    new Binding(browser, form, SUBMIT)
        .sendForm(encoded(form, null, false, pressed), Map.of("meta", Map.of()));
  }

  /**
   * Chooses a file. It is uploaded when the form is submitted, or at once if its input uploads by
   * itself. Several calls choose several files.
   *
   * @param name of the upload
   * @param fileName without directories
   * @param type such as {@code text/plain}; may be empty
   */
  public TestForm file(String name, String fileName, String type, byte[] content) {
    Element form = form();
    Element input =
        Selection.one(browser, form, "input[type=file][name=" + name + "][data-phx-upload-ref]");
    String ref = input.attr("data-phx-upload-ref");
    List<ChosenFile> files =
        browser.inputs().files().computeIfAbsent(ref, none -> new ArrayList<>());
    files.add(new ChosenFile(view.nextFileRef(), fileName, type, Buffer.buffer(content)));
    Map<String, Object> uploads = new HashMap<>();
    uploads.put(ref, files.stream().map(file -> file.announced(name)).toList());
    if (form.hasAttr(CHANGE)) {
      sendChange(form, form, name, null, uploads);
    }
    if (input.hasAttr("data-phx-auto-upload")) {
      new FileUploads(browser, form()).upload();
    }
    return this;
  }

  private static String key(Element form) {
    return form.cssSelector();
  }

  private String encoded(
      Element form, @Nullable Set<String> only, boolean unused, List<FormFields.Entry> more) {
    List<FormFields.Entry> entries =
        new ArrayList<>(FormFields.entries(form, browser.inputs().values(key(form))));
    entries.addAll(more);
    StringBuilder text = new StringBuilder();
    Set<String> seen = new HashSet<>();
    for (FormFields.Entry entry : entries) {
      if (only != null && !only.contains(entry.name())) {
        continue;
      }
      if (unused
          && seen.add(entry.name())
          && !browser.inputs().isUsed(key(form), entry.name())
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

  private void check(Element form, String name, List<String> values) {
    List<Element> inputs = FormFields.visible(form, name);
    if (inputs.isEmpty()) {
      List<String> names =
          FormFields.inputs(form).stream().map(input -> input.attr("name")).distinct().toList();
      throw browser
          .endpoint()
          .failure("the form " + selector + " has no input " + name + ", but " + names);
    }
    List<String> choices = new ArrayList<>();
    for (Element input : inputs) {
      if (input.normalName().equals("select")) {
        input.select("option").forEach(option -> choices.add(FormFields.optionValue(option)));
      } else if (FormFields.type(input).equals("radio")
          || FormFields.type(input).equals("checkbox")) {
        choices.add(FormFields.checkedValue(input));
      }
    }
    if (!choices.isEmpty() && !choices.containsAll(values)) {
      throw browser
          .endpoint()
          .failure("the input " + name + " can be one of " + choices + ", not " + values);
    }
  }
}
