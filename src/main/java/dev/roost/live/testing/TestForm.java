package dev.roost.live.testing;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      sendChange(input, name, encoded(form).change(name), Map.of());
    } else if (form.hasAttr(CHANGE)) {
      sendChange(form, name, encoded(form).change(), Map.of());
    } else {
      throw browser
          .endpoint()
          .failure("the form " + selector + " has no phx-change; use fill for inputs");
    }
    return this;
  }

  private EncodedForm encoded(Element form) {
    return new EncodedForm(browser.inputs(), form);
  }

  private void sendChange(Element bound, String target, String value, Map<String, ?> uploads) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("meta", Map.of("_target", target));
    if (!uploads.isEmpty()) {
      more.put("uploads", uploads);
    }
    new Binding(browser, bound, CHANGE).sendForm(value, more);
  }

  /**
   * Submits the form with what is filled in. A form without {@code phx-submit} goes to the HTTP
   * route that is its {@code action}, see {@link TestView#assertSubmitted}.
   */
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
      if (!form.hasAttr("action")) {
        throw browser
            .endpoint()
            .failure("the form " + selector + " has neither phx-submit nor action");
      }
      browser.submit(form, pressed(button));
      return;
    }
    new FileUploads(browser, form).upload();
    form = form();
    for (Element input : FormFields.inputs(form)) {
      browser.inputs().use(key(form), input.attr("name"));
    }
    new Binding(browser, form, SUBMIT)
        .sendForm(encoded(form).submit(pressed(button)), Map.of("meta", Map.of()));
  }

  private static List<FormFields.Entry> pressed(@Nullable Element button) {
    return button == null || !button.hasAttr("name")
        ? List.of()
        : List.of(new FormFields.Entry(button.attr("name"), button.attr("value")));
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
      sendChange(form, name, encoded(form).change(), uploads);
    }
    if (input.hasAttr("data-phx-auto-upload")) {
      new FileUploads(browser, form()).upload();
    }
    return this;
  }

  private static String key(Element form) {
    return form.cssSelector();
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
