package dev.roost.live.testing;

import dev.roost.live.testing.Browser.NavigationEvent;
import dev.roost.live.testing.Browser.NavigationKind;
import dev.roost.live.testing.Browser.PushedEvent;
import dev.roost.serializer.Payload;
import dev.roost.testing.PayloadMatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;

/**
 * A page that is open and connected, or a view within it, see {@link #nested}. Actions name one
 * element by a CSS selector, and wait until the server has answered. Assertions wait until they
 * hold. Navigation is followed as the client follows it: afterwards the page shows the next view.
 */
public final class TestView {
  private final Browser browser;
  private final @Nullable String nestedId;

  TestView(Browser browser, @Nullable String nestedId) {
    this.browser = browser;
    this.nestedId = nestedId;
  }

  Element scope() {
    browser.update();
    return current();
  }

  private Element current() {
    Document document = browser.document();
    if (nestedId == null) {
      Element main = document.getElementById(browser.mainId());
      return main == null ? document.body() : main;
    }
    Element nested = document.getElementById(nestedId);
    if (nested == null) {
      throw browser.endpoint().failure(Selection.missing(document.body(), "#" + nestedId));
    }
    return nested;
  }

  /**
   * A view within this one.
   *
   * @param id of its element
   */
  public TestView nested(String id) {
    browser.await(
        () ->
            Selection.select(current(), "[data-phx-session]").stream()
                .anyMatch(e -> e.id().equals(id)),
        () -> Selection.missing(current(), "#" + id));
    browser.await(() -> browser.view(id).isJoined(), () -> "the view " + id + " has not joined");
    return new TestView(browser, id);
  }

  // -- Actions

  /**
   * Clicks an element: its {@code phx-click} or that of an element around it, a link, or the button
   * of a form with {@code phx-submit}.
   *
   * @throws AssertionError if there is no such element, a click does nothing, or the view crashes
   */
  public void click(String selector) {
    Element element = Selection.one(browser, scope(), selector);
    if (element.hasAttr("disabled")) {
      throw browser.endpoint().failure(selector + " is disabled: " + element.outerHtml());
    }
    Element bound = element.closest("[phx-click]");
    Element link = element.closest("a[href]");
    Element button = element.closest("button, input[type=submit], input[type=image]");
    Element form = button == null ? null : formOf(button);
    if (bound != null) {
      new Binding(browser, bound, "phx-click").send("click", valueOf(bound));
    } else if (link != null) {
      follow(link);
    } else if (form != null
        && (form.hasAttr("phx-submit") || form.hasAttr("action"))
        && isSubmit(button)) {
      new TestForm(this, browser, form.cssSelector()).submit(button);
    } else {
      throw browser
          .endpoint()
          .failure(
              selector
                  + " has no phx-click, is no link and submits no form: "
                  + element.outerHtml());
    }
  }

  private static @Nullable Element formOf(Element button) {
    return button.hasAttr("form") && button.ownerDocument() != null
        ? Objects.requireNonNull(button.ownerDocument()).getElementById(button.attr("form"))
        : button.closest("form");
  }

  private static boolean isSubmit(@Nullable Element button) {
    return button != null
        && !button.attr("type").equalsIgnoreCase("button")
        && !button.attr("type").equalsIgnoreCase("reset");
  }

  private static Map<String, String> valueOf(Element element) {
    boolean isCheckable = element.is("input[type=checkbox], input[type=radio]");
    if (isCheckable && !element.hasAttr("checked")) {
      return Map.of();
    }
    return element.hasAttr("value") || element.is("button, input, textarea, select")
        ? Map.of("value", element.attr("value"))
        : Map.of();
  }

  private void follow(Element link) {
    String href = link.attr("href");
    switch (link.attr("data-phx-link")) {
      case "patch" -> browser.patch(href);
      case "redirect" -> browser.followNavigation(href);
      default -> browser.follow(href);
    }
    browser.update();
  }

  /**
   * Presses a key in an element with {@code phx-keydown}, or with {@code phx-window-keydown}.
   * Nothing happens if its {@code phx-key} is another.
   */
  public void keydown(String selector, String key) {
    key("keydown", selector, key);
  }

  /** As {@link #keydown} for {@code phx-keyup} and {@code phx-window-keyup}. */
  public void keyup(String selector, String key) {
    key("keyup", selector, key);
  }

  private void key(String event, String selector, String key) {
    Element element = Selection.one(browser, scope(), selector);
    String own = "phx-" + event;
    String attribute = element.hasAttr(own) ? own : "phx-window-" + event;
    String wanted = element.attr("phx-key");
    if (wanted.isEmpty() || wanted.equalsIgnoreCase(key)) {
      Map<String, String> value = new HashMap<>(valueOf(element));
      value.put("key", key);
      bound(element, selector, attribute).send(event, value);
    }
  }

  /** Gives the focus to an element with {@code phx-focus}. */
  public void focus(String selector) {
    Element element = Selection.one(browser, scope(), selector);
    bound(element, selector, "phx-focus").send("focus", valueOf(element));
  }

  /** Takes the focus from an element with {@code phx-blur}. */
  public void blur(String selector) {
    Element element = Selection.one(browser, scope(), selector);
    bound(element, selector, "phx-blur").send("blur", valueOf(element));
  }

  private Binding bound(Element element, String selector, String attribute) {
    if (!element.hasAttr(attribute)) {
      throw browser
          .endpoint()
          .failure(selector + " has no " + attribute + ": " + element.outerHtml());
    }
    return new Binding(browser, element, attribute);
  }

  /** A form to fill in. */
  public TestForm form(String selector) {
    return new TestForm(this, browser, selector);
  }

  /** A hook, to push its events. */
  public TestHook hook(String selector) {
    return new TestHook(this, browser, selector);
  }

  /**
   * Chooses a file in the form that has the input of an upload, see {@link TestForm#file}.
   *
   * @param name of the upload
   */
  public void file(String name, String fileName, String type, byte[] content) {
    Element input = Selection.one(browser, scope(), "form input[type=file][name=" + name + "]");
    Element form = Objects.requireNonNull(input.closest("form"));
    form(form.cssSelector()).file(name, fileName, type, content);
  }

  String nextFileRef() {
    return browser.nextFileRef();
  }

  // -- What the page shows

  /** The HTML of the view, as the client has it. */
  public String html() {
    return scope().html();
  }

  /** The text of the only element of a selector, with single spaces. */
  public String text(String selector) {
    return Selection.one(browser, scope(), selector).text();
  }

  /**
   * Waits until an element of the selector has this text.
   *
   * @param text the whole text, in which white space counts as one space
   */
  public void assertText(String selector, String text) {
    browser.await(
        () -> texts(selector).contains(text),
        () ->
            Selection.select(current(), selector).isEmpty()
                ? Selection.missing(current(), selector)
                : "expected "
                    + selector
                    + " to have the text \""
                    + text
                    + "\", found "
                    + texts(selector));
  }

  /** Waits until the elements of the selector have these texts, in this order. */
  public void assertTexts(String selector, String... texts) {
    List<String> expected = Arrays.asList(texts);
    browser.await(
        () -> texts(selector).equals(expected),
        () ->
            "expected "
                + selector
                + " to have the texts "
                + expected
                + ", found "
                + texts(selector)
                + "\nthe page shows:\n"
                + Selection.shown(current()));
  }

  private List<String> texts(String selector) {
    return Selection.select(current(), selector).stream().map(Element::text).toList();
  }

  /** Lets the server come to rest; then no element of the selector may have this text. */
  public void refuteText(String selector, String text) {
    Element scope = scope();
    if (texts(selector).contains(text)) {
      throw browser
          .endpoint()
          .failure(selector + " has the text \"" + text + "\":\n" + Selection.shown(scope));
    }
  }

  /** Waits until the page has an element of the selector. */
  public void assertElement(String selector) {
    browser.await(
        () -> !Selection.select(current(), selector).isEmpty(),
        () -> Selection.missing(current(), selector));
  }

  /** Waits until the page has no element of the selector. */
  public void assertNoElement(String selector) {
    browser.await(
        () -> Selection.select(current(), selector).isEmpty(),
        () ->
            "unexpected "
                + selector
                + ":\n"
                + Selection.html(Selection.select(current(), selector)));
  }

  /**
   * Waits until the only element of the selector is this HTML.
   *
   * @param html in which white space between elements, and the order of attributes, does not matter
   */
  public void assertHtml(String selector, String html) {
    Element expected = Jsoup.parseBodyFragment(html).body().child(0);
    browser.await(
        () -> {
          Elements found = Selection.select(current(), selector);
          return found.size() == 1 && Markup.isSame(expected, found.get(0));
        },
        () -> {
          Elements found = Selection.select(current(), selector);
          return found.isEmpty()
              ? Selection.missing(current(), selector)
              : "expected\n" + html + "\nfound\n" + Selection.html(found);
        });
  }

  /**
   * Waits until the document has this title.
   *
   * @param title without what the layout adds
   */
  public void assertTitle(String title) {
    browser.await(
        () -> title.equals(browser.title()),
        () -> "expected the title \"" + title + "\", found \"" + browser.title() + "\"");
  }

  /** Path and query that the address bar shows. */
  public String url() {
    browser.update();
    return browser.url();
  }

  // -- What the page was told

  /**
   * Waits until the page has loaded another one: after a redirect, or by a link.
   *
   * @param to the path, or the URL of another host
   */
  public void assertRedirect(String to) {
    assertNavigation(NavigationKind.REDIRECT, to);
  }

  /** Waits until the page has gone to another view over the same connection. */
  public void assertNavigate(String to) {
    assertNavigation(NavigationKind.NAVIGATE, to);
  }

  /** Waits until the view's URL has changed, by the view or by a link. */
  public void assertPatch(String to) {
    assertNavigation(NavigationKind.PATCH, to);
  }

  private void assertNavigation(NavigationKind kind, String to) {
    NavigationEvent wanted = new NavigationEvent(kind, to);
    take(browser.navigations(), wanted::equals, () -> wanted.toString());
  }

  /** {@link #assertPushEvent(String, PayloadMatch)} with any payload. */
  public Payload assertPushEvent(String name) {
    return assertPushEvent(name, PayloadMatch.any());
  }

  /**
   * Waits until a view of the page has pushed such an event to the page's JavaScript. Each is
   * asserted once.
   *
   * @return its payload
   */
  public Payload assertPushEvent(String name, PayloadMatch match) {
    PushedEvent event =
        take(
            browser.events(),
            pushed -> pushed.name().equals(name) && match.matches(Payload.of(pushed.payload())),
            () -> "event " + name + " with " + match);
    return Payload.of(event.payload());
  }

  private <T> T take(List<T> found, Predicate<T> wanted, Supplier<String> what) {
    browser.await(
        () -> found.stream().anyMatch(wanted),
        () ->
            "no "
                + what.get()
                + ", but "
                + found
                + "\nthe page shows:\n"
                + Selection.shown(current()));
    Iterator<T> all = found.iterator();
    while (true) {
      T next = all.next();
      if (wanted.test(next)) {
        all.remove();
        return next;
      }
    }
  }

  /**
   * Asserts a message that came with the page, or that the last navigation took along. Assert the
   * effects of a view's own messages as any other text.
   *
   * @param kind such as {@code info}
   */
  public void assertFlash(String kind, String message) {
    browser.await(
        () -> message.equals(browser.flash().get(kind)),
        () ->
            String.format(
                Locale.ROOT,
                "expected the flash %s \"%s\", found %s",
                kind,
                message,
                browser.flash()));
  }

  /**
   * Waits until the page has sent a form to an HTTP route: by {@code phx-trigger-action}, or
   * because the form has no {@code phx-submit}. The page has ended then.
   *
   * <pre>{@code
   * view.form("#sign-up").submit();
   * TestView chats = view.assertSubmitted("/session").follow();
   * }</pre>
   *
   * @param action the path that the form was sent to
   */
  public TestSubmission assertSubmitted(String action) {
    browser.await(
        () -> browser.submission() != null,
        () -> "no form was sent to " + action + "\nthe page shows:\n" + Selection.shown(current()));
    TestSubmission submission = Objects.requireNonNull(browser.submission());
    if (!submission.action().equals(action)) {
      throw browser
          .endpoint()
          .failure("expected a form to be sent to " + action + ", was: " + submission);
    }
    return submission;
  }

  /**
   * Loses the connection and connects again, as the client does after a break of the network: all
   * views are mounted once more, and the page sends its forms to them.
   */
  public void reconnect() {
    browser.update();
    browser.reconnect();
  }

  /**
   * Waits until a view of the page has crashed, and mounts the page once more. The page sends its
   * forms to the new views, as {@link #reconnect} does.
   */
  public void assertCrashed() {
    browser.await(() -> browser.crashed() != null, () -> "no view has crashed");
    browser.rejoin();
  }

  /** The URL and, of a nested view, its id. */
  @Override
  public String toString() {
    return "TestView[" + browser.url() + (nestedId == null ? "" : " #" + nestedId) + "]";
  }
}
