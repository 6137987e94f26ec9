package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.live.html.LiveStream;
import dev.roost.live.html.RenderException;
import dev.roost.serializer.Payload;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The diffs that a chat sends to its client. */
class RenderStateTest {
  private static final Template<RenderStateTest> CHAT =
      Template.of(
          MethodHandles.lookup(),
          """
          <h2>{room}</h2>
          <div id="messages">
            <p :for={m in messages} :key={m.id} id="m{m.id}"><b>{m.author}</b>: {m.text}</p>
          </div>
          <form id="new" phx-change="typing"><input name="content" value={draft}></form>
          <p :for={u in members} :key={u.name}>{u.name}<span :if={u.typing}>...</span></p>
          """);

  private static final Template<RenderStateTest> ROWS =
      Template.of(
          MethodHandles.lookup(),
          """
          <ul id="rows" phx-update="stream"><li :for={m, id in rows} id={id}>{m.text}</li></ul>
          """);

  record Message(long id, String author, String text) {}

  record Member(String name, boolean typing) {}

  String room = "lobby";
  String draft = "";
  List<Message> messages =
      new ArrayList<>(
          List.of(
              new Message(1, "ann", "one"),
              new Message(2, "bob", "two"),
              new Message(3, "ann", "three")));
  List<Member> members = List.of(new Member("ann", false), new Member("bob", false));
  final LiveStream<Message> rows = LiveStream.of("rows", Message::id);

  private final RenderState<RenderStateTest> state = CHAT.newState();

  private String render() {
    return state.render(this).toString();
  }

  @Test
  void firstRenderHasEverything() {
    assertThat(render())
        .isEqualTo(
            """
            {"s":["<h2>","</h2>\\n<div id=\\"messages\\">\\n","\\n</div>\\n<form id=\\"new\\" \
            phx-change=\\"typing\\"><input name=\\"content\\"","></form>\\n",""],\
            "0":"lobby",\
            "1":{"s":["<p id=\\"m","\\"><b>","</b>: ","</p>"],\
            "k":{"0":{"0":"1","1":"ann","2":"one"},"1":{"0":"2","1":"bob","2":"two"},\
            "2":{"0":"3","1":"ann","2":"three"},"kc":3}},\
            "2":" value=\\"\\"",\
            "3":{"s":["<p>","","</p>"],\
            "k":{"0":{"0":"ann","1":""},"1":{"0":"bob","1":""},"kc":2}}}\
            """);
  }

  @Test
  void nothingChanged() {
    render();
    assertThat(state.render(this).isEmpty()).isTrue();
  }

  @Test
  void typing() {
    render();
    members = List.of(new Member("ann", false), new Member("bob", true));
    assertThat(render())
        .isEqualTo(
            """
            {"3":{"k":{"1":{"1":{"s":["<span>...</span>"]}},"kc":2}}}\
            """);
    members = List.of(new Member("ann", false), new Member("bob", false));
    assertThat(render()).isEqualTo("{\"3\":{\"k\":{\"1\":{\"1\":\"\"},\"kc\":2}}}");
  }

  @Test
  void listChangedInPlace() {
    render();
    messages.add(new Message(4, "ann", "<hi>"));
    assertThat(render())
        .isEqualTo(
            "{\"1\":{\"k\":{\"3\":{\"0\":\"4\",\"1\":\"ann\",\"2\":\"&lt;hi&gt;\"},\"kc\":4}}}");
  }

  @Test
  void moves() {
    render();
    messages = List.of(messages.get(2), messages.get(1), new Message(1, "ann", "1!"));
    assertThat(render())
        .isEqualTo("{\"1\":{\"k\":{\"0\":2,\"2\":[0,{\"2\":\"1!\"}],\"kc\":3,\"km\":true}}}");
  }

  @Test
  void removals() {
    render();
    messages.remove(2);
    assertThat(render()).isEqualTo("{\"1\":{\"k\":{\"kc\":2}}}");
    messages.clear();
    assertThat(render()).isEqualTo("{\"1\":{\"k\":{\"kc\":0}}}");
  }

  @Test
  void templateUsedTwiceIsSentOnce() {
    render();
    members = List.of(new Member("ann", true), new Member("bob", true));
    assertThat(render())
        .isEqualTo(
            """
            {"3":{"k":{"0":{"1":{"s":0}},"1":{"1":{"s":0}},"kc":2}},\
            "p":{"0":["<span>...</span>"]}}\
            """);
  }

  @Test
  void twoEntriesWithOneKey() {
    render();
    messages.add(new Message(1, "eve", "again"));
    assertThatThrownBy(this::render)
        .isInstanceOf(RenderException.class)
        .hasMessageContaining("two entries have the key 1")
        .hasMessageContaining("RenderStateTest.java");
    assertThatThrownBy(this::render).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void diffContainsEventsReplyAndTitle() {
    render();
    draft = "x";
    Diff diff =
        state
            .render(this)
            .withTitle("\"t\"")
            .withEvent("hello", Payload.json("{\"n\":1}"))
            .withReply(Payload.json("{\"ok\":true}"));
    assertThat(diff.payload("diff"))
        .hasToString(
            """
            {"diff":{"r":{"ok":true},"e":[["hello",{"n":1}]],"t":"\\"t\\"",\
            "2":" value=\\"x\\""}}\
            """);
    assertThat(Diff.EMPTY.withTitle("").payload()).hasToString("{\"t\":\"\"}");
  }

  @Test
  void streams() {
    RenderState<RenderStateTest> stream = ROWS.newState();
    assertThat(stream.render(this).toString()).contains("\"0\":\"\"");
    rows.add(new Message(1, "ann", "one"));
    assertThat(stream.render(this))
        .hasToString(
            """
            {"0":{"s":["<li",">","</li>"],\
            "k":{"0":{"0":" id=\\"rows-1\\"","1":"one"},"kc":1},\
            "stream":["rows",[["rows-1",-1,null,false]],[]]}}\
            """);
    assertThat(stream.render(this).isEmpty()).isTrue();
    rows.deleteByDomId("rows-1");
    assertThat(stream.render(this))
        .hasToString("{\"0\":{\"k\":{\"kc\":0},\"stream\":[\"rows\",[],[\"rows-1\"]]}}");
    rows.reset(List.of(new Message(2, "ann", "two")));
    assertThat(stream.render(this).toString())
        .endsWith("\"stream\":[\"rows\",[[\"rows-2\",-1,null,false]],[],true]}}");
  }

  @Test
  void wholeHtml() {
    members = List.of(new Member("ann", true));
    messages = List.of();
    assertThat(CHAT.html(this))
        .isEqualTo(
            """
            <h2>lobby</h2>
            <div id="messages">

            </div>
            <form id="new" phx-change="typing"><input name="content" value=""></form>
            <p>ann<span>...</span></p>\
            """);
  }
}
