package dev.roost.live.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A form that the page has sent to an HTTP route, and not to its view: by {@code
 * phx-trigger-action}, or because the form has no {@code phx-submit}. The page has ended with it.
 */
public final class TestSubmission {
  private static final String GET = "get";

  private final TestVisitor visitor;
  private final String method;
  private final String action;
  private final List<FormFields.Entry> fields;

  private TestSubmission(
      TestVisitor visitor, String method, String action, List<FormFields.Entry> fields) {
    this.visitor = visitor;
    this.method = method;
    this.action = action;
    this.fields = fields;
  }

  static TestSubmission of(
      TestVisitor visitor, Element form, List<FormFields.Entry> fields, String url) {
    String method = form.attr("method").toLowerCase(Locale.ROOT);
    return new TestSubmission(
        visitor,
        method.isEmpty() ? GET : method,
        form.hasAttr("action") ? form.attr("action") : url,
        List.copyOf(fields));
  }

  /** {@code get} or {@code post}. */
  public String method() {
    return method;
  }

  /** The path that the form was sent to. */
  public String action() {
    return action;
  }

  /** The value of the first input of a name; null if the form has no such input. */
  public @Nullable String value(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .map(FormFields.Entry::value)
        .findFirst()
        .orElse(null);
  }

  /** The fields as the browser sends them. */
  String encoded() {
    return fields.stream()
        .map(
            field ->
                URLEncoder.encode(field.name(), StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(field.value(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /**
   * Sends the form and opens the page that it leads to. A form with the method {@code post} goes to
   * the routes of {@link TestLive#router}, which must answer with a redirect.
   *
   * @throws AssertionError if it leads to no page of a live view
   */
  public TestView follow() {
    if (method.equals(GET)) {
      return visitor.open(action.split("\\?", 2)[0] + "?" + encoded());
    }
    return visitor.open(visitor.post(action, encoded()));
  }

  /** Method and path, never the values. */
  @Override
  public String toString() {
    return method + " " + action;
  }
}
