package dev.roost.live.kit;

import static dev.roost.testing.PayloadMatch.containing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.live.testing.TestForm;
import dev.roost.live.testing.TestLive;
import dev.roost.live.testing.TestView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests the reference views like an application tests its own. */
class TestViewTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static TestLive live;

  @BeforeAll
  static void start() {
    live = TestLive.of(LiveServer::routes).timeout(TIMEOUT);
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static void assertFails(ThrowingCallable code, String... parts) {
    live.timeout(Duration.ofMillis(100));
    try {
      var failure = assertThatThrownBy(code).isInstanceOf(AssertionError.class);
      for (String part : parts) {
        failure.hasMessageContaining(part);
      }
    } finally {
      live.timeout(TIMEOUT);
    }
  }

  @Test
  void clicks() {
    TestView view = live.open("/live/counter");
    view.assertText("#count", "0");
    view.click("#inc");
    view.click("#inc");
    view.assertText("#count", "2");
    view.assertHtml("#parity", "<p class=\"even\" id=\"parity\">parity</p>");
    view.assertNoElement("#negative");
    view.click("#add");
    view.assertText("#last", "add {\"by\":\"5\",\"note\":\"a&b\",\"value\":\"\"}");
    view.click("#val");
    view.assertText("#last", "val {\"value\":\"9\",\"x-y\":\"1\"}");
    view.click("#t2");
    view.assertTitle("<two> & \"2\"");
    view.click("#slow");
    view.assertText("#count", "8");
    view.refuteText("#count", "7");
  }

  @Test
  void keysAndFocus() {
    TestView view = live.open("/live/counter");
    view.keydown("#enter", "a");
    view.assertText("#last", "");
    view.keydown("#enter", "Enter");
    view.assertText("#last", "down {\"key\":\"Enter\",\"value\":\"\"}");
    view.keyup("#enter", "Enter");
    view.assertText("#last", "up {\"key\":\"Enter\",\"value\":\"\"}");
    view.keydown("#window", "Escape");
    view.assertText("#last", "win {\"key\":\"Escape\"}");
    view.focus("#fb");
    view.assertText("#last", "focus {\"n\":\"1\",\"value\":\"\"}");
    view.blur("#fb");
    view.assertText("#last", "blur {\"n\":\"1\",\"value\":\"\"}");
  }

  @Test
  void errorsTellWhatIsThereInstead() {
    TestView view = live.open("/live/counter");
    assertFails(
        () -> view.click("#in"), "no element #in", "did you mean #inc?", "<h1>Counter</h1>");
    assertFails(() -> view.click("button"), "expected one element button, found");
    assertFails(() -> view.click("h1"), "h1 has no phx-click", "<h1>Counter</h1>");
    assertFails(() -> view.assertText("#count", "7"), "to have the text \"7\", found [0]");
    assertFails(() -> view.refuteText("#count", "0"), "#count has the text \"0\"");
    assertFails(() -> view.assertElement("#negative"), "no element #negative");
    assertFails(() -> view.assertNoElement("#inc"), "unexpected #inc", "phx-click=\"inc\"");
    assertFails(() -> view.assertHtml("#count", "<b>0</b>"), "<span id=\"count\">0</span>");
    assertFails(() -> view.assertPatch("/x"), "no patch to /x");
    assertFails(() -> view.assertPushEvent("x"), "no event x");
    assertFails(() -> view.assertFlash("info", "x"), "found {}");
    assertFails(() -> live.open("/live/nowhere"), "no page at /live/nowhere", "404");
    TestForm form = live.open("/live/form").form("#f1");
    assertFails(() -> form.fill("user[nam]", "x"), "no input user[nam]", "user[name]");
    assertFails(() -> form.fill("user[color]", "pink"), "one of [red, green, blue], not [pink]");
  }

  @Test
  void forms() {
    TestView view = live.open("/live/form");
    TestForm form = view.form("#f1");
    form.change("user[name]", "eve");
    view.assertText("#target", "[\"user\",\"name\"]");
    assertThat(view.text("#params")).contains("\"_unused_email\":\"\"", "\"name\":\"eve\"");
    assertThat(view.text("#params")).doesNotContain("_unused_name", "_unused_token");
    view.assertNoElement("#name-error");
    view.assertNoElement("#email-error");
    form.change("user[email]", "x");
    view.assertText("#email-error", "needs an @");
    form.change("user[agree]", "true");
    form.change("user[langs][]", "ex", "js");
    form.change("user[tags][]", "a", "b c");
    form.change("user[size]", "l");
    assertThat(view.text("#params"))
        .contains("\"langs\":[\"ex\",\"js\"]", "\"tags\":[\"a\",\"b c\"]", "\"agree\":\"true\"")
        .contains("\"size\":\"l\"", "\"color\":\"red\"");
    form.fill("user[email]", "eve@example.org");
    view.click("#draft");
    view.assertText("#saved", "eve <eve@example.org> draft");
    view.assertElement("#f2");
    view.form("#search").change("q", "what");
    view.assertText("#echo-q", "what");
  }

  @Test
  void crashes() {
    TestView view = live.open("/live/crash");
    assertFails(() -> view.click("#raise"), "the view crashed");
    view.assertCrashed();
    view.click("#inc");
    view.assertText("#n", "1");
    view.click("#info");
    view.assertCrashed();
    view.assertText("#n", "0");
    assertFails(() -> view.click("#unknown"), "the view crashed");
  }

  @Test
  void crashedViewsRecoverTheirForms() {
    TestView view = live.open("/live/form");
    view.form("#f1").change("user[name]", "kept");
    view.form("#rec2").change("r2", "lost");
    assertFails(() -> view.click("#crash"), "the view crashed");
    view.assertCrashed();
    view.assertHtml("#name", "<input id=name name=user[name] value=kept autocomplete=off>");
    view.assertHtml("#r2", "<input id=r2 name=r2 value=\"\" autocomplete=off>");
  }

  @Test
  void reconnectedPagesRecoverTheirForms() {
    TestView view = live.open("/live/form");
    view.form("#f1").change("user[name]", "dropped");
    view.form("#f1").fill("user[email]", "typed@example.org");
    view.form("#rec1").fill("r1", "one");
    view.form("#search").change("q", "what");
    view.reconnect();
    view.assertHtml("#name", "<input id=name name=user[name] value=dropped autocomplete=off>");
    assertThat(view.text("#recovered")).isEqualTo("restore {\"_target\":[\"r1\"],\"r1\":\"one\"}");
    view.assertText("#echo-q", "what");
    assertThat(view.text("#params")).isEqualTo("{\"q\":\"what\"}");
    view.form("#f1").submit();
    view.assertText("#saved", "dropped <typed@example.org> null");
  }

  @Test
  void reconnectedPagesMountAllTheirViews() {
    TestView view = live.open("/live/nested?k=reconnect");
    view.nested("kid-one").click("#one-inc");
    view.click("#sticky-inc");
    view.assertText("#sticky-n", "1");
    view.reconnect();
    view.assertText("#one-n", "0");
    view.assertText("#sticky-n", "0");
    view.nested("kid-one").click("#one-inc");
    view.assertText("#one-n", "1");
  }

  @Test
  void reconnectedPagesStayWhereTheyWent() {
    TestView view = live.open("/live/nav");
    view.click("#b-nav-f");
    view.assertNavigate("/live/nav-other");
    view.reconnect();
    view.assertText("h1", "Other");
    assertThat(view.url()).isEqualTo("/live/nav-other");
  }

  @Test
  void formsLeadToOtherPages() {
    TestView view = live.open("/live/form");
    view.form("#go").fill("via", "a&b").submit();
    var submission = view.assertSubmitted("/live/counter");
    assertThat(submission.method()).isEqualTo("get");
    assertThat(submission.value("via")).isEqualTo("a&b");
    TestView counter = submission.follow();
    assertThat(counter.url()).isEqualTo("/live/counter?via=a%26b");
    counter.click("#inc");
    counter.assertText("#count", "1");
    assertFails(() -> view.assertSubmitted("/elsewhere"), "was: get /live/counter");
    assertFails(() -> live.open("/live/form").assertSubmitted("/x"), "no form was sent to /x");
  }

  @Test
  void components() {
    TestView view = live.open("/live/components");
    view.click("#inc-a");
    view.assertText("#comp-a span", "1");
    view.click("#outside");
    view.assertText("#comp-a span", "11");
    view.click("#all");
    view.assertTexts("#comps .comp > span", "12", "1");
    view.form("#form-b").change("t", "typed");
    view.assertText("#comp-b p", "typed");
    view.click("#tell-a");
    view.assertText("#told", "a: 12");
    view.form("#cmd").submit("c", "rm a");
    view.assertTexts("#comps .comp > b", "comp b");
    view.form("#cmd").submit("c", "add a");
    view.assertTexts("#comps .comp > span", "1", "0");
    view.form("#cmd").submit("c", "order a b");
    view.assertTexts("#comps .comp > b", "comp a", "comp b");
  }

  @Test
  void hooksAndEvents() {
    TestView view = live.open("/live/hooks");
    view.assertPushEvent("hello", containing(Map.of("from", "mount")));
    assertThat(view.hook("#h1").push("ask", Map.of("q", 1)).path("answer").path("q").asInt())
        .isEqualTo(1);
    assertThat(view.hook("#still").push("mute", Map.of("q", 2)).isNull()).isTrue();
    assertThat(view.hook("#h1").pushTo("#hc", "to-comp", Map.of("q", 3)).path("comp").asInt())
        .isEqualTo(3);
    view.assertText("#hc", "component {\"q\":3}");
    view.click("#send");
    assertThat(
            view.assertPushEvent("hello", containing(Map.of("n", 0))).json().path("text").asText())
        .isEqualTo("<&>");
    view.hook("#h1").push("later", Map.of("z", 9));
    view.assertPushEvent("later", containing(Map.of("z", 9)));
  }

  @Test
  void streams() {
    TestView view = live.open("/live/stream");
    view.assertTexts("#rows b", "one", "two", "three");
    TestForm commands = view.form("#cmd");
    commands.submit("c", "ins 4 four; ins 5 five 0; del 2");
    view.assertTexts("#rows b", "five", "one", "three", "four");
    commands.submit("c", "upd 1 changed; ins 6 six -1 -3");
    view.assertTexts("#rows b", "three", "four", "six");
    view.click("#x-rows-4");
    view.assertTexts("#rows b", "three", "six");
    commands.submit("c", "reset 7 8");
    view.assertTexts("#rows b", "r7", "r8");
  }

  @Test
  void navigation() {
    TestView view = live.open("/live/nav");
    view.assertTitle("nav none");
    view.click("#p-b");
    view.assertPatch("/live/nav?tab=b&x=1");
    view.assertText("#tab", "b");
    view.click("#b-patch");
    view.assertPatch("/live/nav?tab=pushed");
    view.assertText("#tab", "pushed");
    view.click("#b-nav-f");
    view.assertNavigate("/live/nav-other");
    view.assertFlash("info", "moved & <kept>");
    view.assertText("h1", "Other");
    view.click("#back");
    view.assertNavigate("/live/nav?tab=back");
    view.assertText("#tab", "back");
    view.click("#b-redir-f");
    view.assertRedirect("/live/nav-other?r=2");
    view.assertFlash("info", "redirected");
    view.assertText("#query", "{\"r\":\"2\"}");
    assertThat(view.url()).isEqualTo("/live/nav-other?r=2");
  }

  @Test
  void otherLiveSessionsAreLoaded() {
    TestView view = live.open("/live/nav");
    view.click("#b-nav-admin");
    view.assertNavigate("/live/admin");
    view.assertText("h1", "Admin");
    view.assertFlash("info", "to admin");
  }

  @Test
  void deadRenders() {
    var visitor = live.visitor();
    visitor.assertRedirect("/live/crash?go=/live/nav", "/live/nav");
    visitor.assertStatus("/live/crash?http=404", 404);
    assertThat(visitor.html("/live/counter")).contains("<span id=\"count\">0</span>");
    assertFails(() -> visitor.open("/live/crash?go=/live/nav"), "was redirected to /live/nav");
    assertFails(() -> visitor.assertRedirect("/live/nav", "/x"), "got a page");
    assertFails(() -> visitor.assertStatus("/live/nav", 404), "got a page");
    TestView late = visitor.open("/live/crash?late=go:");
    late.assertRedirect("/live/nav-other");
    late.assertFlash("info", "sent on late");
  }

  @Test
  void sessions() {
    live.visitor(Map.of("user", "ann")).open("/live/session").assertText("#user", "ann");
    live.open("/live/session").assertText("#user", "nobody");
  }

  @Test
  void nestedViews() {
    TestView view = live.open("/live/nested?k=test-view");
    TestView one = view.nested("kid-one");
    one.click("#one-inc");
    one.assertText("#one-n", "1");
    view.nested("grand").click("button:first-of-type");
    view.assertText("#grand-n", "8");
    view.click("#say");
    view.assertTexts(".child > i", "hello 0", "hello 0", "hello 0");
    view.click("#third");
    view.nested("kid-three").click("#three-inc");
    view.assertText("#three-n", "1");
    view.click("#third");
    view.assertNoElement("#kid-three");
    view.click("#sticky-inc");
    view.click("#two");
    view.assertNavigate("/live/nested-two");
    view.assertText("#sticky-n", "1");
  }

  @Test
  void twoPeopleInOneRoom() {
    TestView ann = live.open("/live/chat/test-view?user=ann");
    TestView bob = live.open("/live/chat/test-view?user=bob");
    ann.assertTexts("#members li", "ann", "bob");
    bob.form("#new").change("message[content]", "he");
    ann.assertElement("#members .dots");
    bob.form("#new").submit("message[content]", "hello");
    ann.assertTexts("#messages p", "bob: hello");
    ann.assertNoElement("#members .dots");
    bob.assertTexts("#messages p", "bob: hello");
  }

  @Test
  void uploads() {
    TestView view = live.open("/live/upload");
    byte[] content = "x".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    view.file("doc", "a.txt", "text/plain", content);
    view.assertText("#entries b", "a.txt");
    view.form("#up").file("doc", "b.txt", "text/plain", "hi".getBytes(StandardCharsets.UTF_8));
    view.assertTexts("#entries b", "a.txt", "b.txt");
    view.form("#up").submit();
    view.assertNoElement("#entries li");
    assertThat(view.text("#done")).contains("a.txt 20000 ", "b.txt 2 ");
    view.file("doc", "c.exe", "", content);
    view.assertText("#entries em", "not_accepted");
    view.click("#entries .cancel");
    view.assertNoElement("#entries li");
    view.file("pic", "p.png", "image/png", content);
    assertThat(view.text("#auto-done")).startsWith("p.png 20000 ");
  }
}
