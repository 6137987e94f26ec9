package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roost.live.html.LiveStream;
import dev.roost.live.html.RenderException;
import dev.roost.live.html.Slot;
import dev.roost.live.html.TemplateException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An invalid template fails to compile; the error names the place and the fix. */
class TemplateErrorsTest {
  record Message(long id, String author) {}

  record Card(String title, boolean open, @Nullable Slot<Void> body) {}

  static final FunctionComponent CARD =
      FunctionComponent.of(MethodHandles.lookup(), Card.class, "<p>{title}{body}</p>");

  String room = "lobby";
  @Nullable Message last;
  int count = 1;
  List<Message> messages = List.of();
  Map<String, String> flash = Map.of();
  LiveStream<Message> rows = LiveStream.of("rows", Message::id);

  private static Template<TemplateErrorsTest> compile(String html) {
    return Template.of(MethodHandles.lookup(), html);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Names and types.
        "{rom}|did you mean room?",
        "{last.autor}|Message.autor is no field, record component",
        "{last.autor}|did you mean author?",
        "<p :for={m in messages}>{m.idd}</p>|did you mean id?",
        "<p :for={m in messages}>{n.id}</p>|TemplateErrorsTest.n is no field",
        "<p :for={m in room}></p>|{room} is String, which has no entries",
        "<p :for={messages}></p>|:for takes {item in list}",
        "<p :if={count}></p>|:if takes a boolean or what may be null, {count} is int",
        "<p :if={messages}></p>|List<Message>",
        "<p :iff={last}></p>|did you mean :if?",
        "<p :key={room}></p>|:key without :for",
        "<p :let={room}></p>|:let is for components",
        "{messages}|use :for to show its entries",
        "<p title={messages}></p>|which no attribute takes",
        "{room + 1}|is no path",
        "{room()}|is no path",
        "{count.x}|int.x is no field",
        // HTML.
        "<div><p></div>|</div> comes before </p>",
        "<div>|<div> is not closed",
        "</div>|</div> closes nothing",
        "<b></i></b>|</i> does not close <b>",
        "<br></br>|</br> closes nothing",
        "<p><div></div></p>|<div> cannot be inside <p>",
        "<form><form></form></form>|<form> cannot be inside another",
        "<table>{room}</table>|text cannot be directly inside <table>",
        "<p id=\"a\" id=\"b\"></p>|two attributes id",
        "a < b|write &lt;",
        "{}|no path between",
        "{room|is not closed by }",
        "<textarea>|<textarea> is not closed",
        "<!-- x|the comment is not closed",
        "<p title=\"x></p>|is not closed by \"",
        // Places that do not allow values.
        "<p onclick=\"{room}\"></p>|takes no values",
        "<p onclick={room}></p>|takes no values",
        "<iframe srcdoc={room}></iframe>|takes no values",
        "<p title=a{room}></p>|put quotes around",
        "<p {room}></p>|must be Attributes or a map",
        "<p {room}=\"x\"></p>|can begin with =",
        "<p da{room}=\"x\"></p>|name cannot be a value",
        "<{room}></p>|write &lt;",
        "<script src={room}></script>|loads what runs in the page: give it a TrustedUrl",
        "<script src=\"{room}/x.js\"></script>|must be a TrustedUrl, or come after a fixed path",
        "<script src=\"//{room}/x.js\"></script>|come after a fixed path",
        "<a href=\"java{room}\">x</a>|could complete the scheme",
        "<a href=\"{room}{room}\">x</a>|after a value that begins a URL",
        "<a href=\"{room}:{room}\">x</a>|after a value that begins a URL",
        "<a href=\"javascript:{room}\">x</a>|URL of this scheme",
        "<p style=\"{room}{room}\"></p>|two values in a style",
        "<meta http-equiv=\"refresh\" content={room}>|takes no values",
        // Components.
        "<.crad title=\"x\"/>|did you mean card?",
        "<.card/>|<.card> needs an attribute or slot title",
        "<.card titel=\"x\" title=\"y\"/>|has no attribute titel; did you mean title?",
        "<.card title={messages}/>|attribute title of <.card> is String, the value is"
            + " List<Message>",
        "<.card title=\"x\" open=\"maybe\"/>|is boolean, not \"maybe\"",
        "<.card title=\"x\"><:foot>y</:foot></.card>|has no slot <:foot>",
        "<:foot>y</:foot>|is no slot of a component",
        "<.Missing id=\"x\"/>|there is no class Missing",
        "<.render slot={room}/>|no slot",
      })
  void wrongTemplate(String html, String problem) {
    assertThatThrownBy(() -> compile(html))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void placeIsNamed() {
    TemplateException e =
        catchThrowableOfType(
            TemplateException.class, () -> compile("<h2>x</h2>\n<p\n   title={rom}>x</p>"));
    assertThat(e.line()).isEqualTo(3);
    assertThat(e.column()).isEqualTo(11);
    assertThat(e.file()).startsWith("TemplateErrorsTest.java(");
    assertThat(e).hasMessageEndingWith("   title={rom}>x</p>\n          ^");
  }

  @Test
  void placeInFileIsNamed() {
    assertThatThrownBy(() -> Template.ofFile(MethodHandles.lookup(), "wrong.html"))
        .hasMessageStartingWith("wrong.html:2:7: TemplateErrorsTest.rom is no field");
    assertThatThrownBy(() -> Template.ofFile(MethodHandles.lookup(), "missing.html"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing.html beside dev.roost.live.TemplateErrorsTest");
  }

  @Test
  void nullInsideAPathFails() {
    Template<TemplateErrorsTest> template = compile("<p>{last.author}</p>");
    assertThatThrownBy(() -> template.html(this))
        .isInstanceOf(RenderException.class)
        .hasMessageContaining(":1:5: {last.author}: last is null, no author can be read from it");
    last = new Message(1, "ann");
    assertThat(template.html(this)).isEqualTo("<p>ann</p>");
  }

  @Test
  void nullValueRendersNothing() {
    assertThat(compile("<p title={flash.info}>{flash.info}</p>").html(this)).isEqualTo("<p></p>");
  }
}
