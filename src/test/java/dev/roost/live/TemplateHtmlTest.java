package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.live.html.Attribute;
import dev.roost.live.html.Attributes;
import dev.roost.live.html.Default;
import dev.roost.live.html.Js;
import dev.roost.live.html.RenderException;
import dev.roost.live.html.Slot;
import dev.roost.live.html.TrustedHtml;
import dev.roost.live.html.TrustedUrl;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The HTML of templates. */
class TemplateHtmlTest {
  /** A JavaBean, like classes of persistence frameworks. */
  public static class Bean {
    private final String name;

    Bean(String name) {
      this.name = name;
    }

    public String getName() {
      return name;
    }

    public boolean isActive() {
      return true;
    }
  }

  /** Only its use determines the type parameter. */
  record Page<T>(List<T> entries, Optional<T> first) {}

  record Person(String name, int age) {}

  record Card(
      @Default("untitled") String title,
      @Nullable Slot<Void> body,
      List<Slot<Void>> footer,
      Attributes rest) {}

  record Column<R>(String label, Slot<R> body) {}

  record Table<R>(List<R> rows, List<Column<R>> col) {}

  static final FunctionComponent CARD =
      FunctionComponent.of(
          MethodHandles.lookup(),
          Card.class,
          """
          <section class="card" {rest}>
            <h2>{title}</h2>{body}
            <footer :for={f in footer}>{f}</footer>
          </section>
          """);

  static final FunctionComponent BIG_TABLE =
      FunctionComponent.of(
          MethodHandles.lookup(),
          Table.class,
          """
          <table><thead><tr><th :for={c in col}>{c.label}</th></tr></thead>
          <tbody><tr :for={r in rows}><td :for={c in col}><.render slot={c.body} with={r}/></td></tr></tbody>
          </table>
          """);

  static final Js OPEN = Js.pushEvent("open").show("#a");

  int n = 3;
  boolean yes = true;
  boolean no;
  @Nullable String none;
  String text = "<a & 'b' \"c\">";
  List<@Nullable String> classes = new ArrayList<>();
  Map<String, Boolean> flags = Map.of("lit", true, "off", false);
  Bean bean = new Bean("Ann");
  Page<Person> people =
      new Page<>(
          List.of(new Person("ann", 1), new Person("bob", 2)), Optional.of(new Person("ann", 1)));
  int[] numbers = {4, 5};
  Map<String, Integer> scores = Map.of("x", 7);
  TrustedUrl root = new TrustedUrl("/roost");
  TrustedUrl script = new TrustedUrl("a.js?x&y");
  List<TrustedUrl> scripts = List.of(root, script);
  TrustedHtml trusted = new TrustedHtml("<i>x</i>");
  Attributes attributes = Attributes.EMPTY.with("data-n", 1).with("hidden", true).with("id", null);

  private String html(String template) {
    return Template.<TemplateHtmlTest>of(MethodHandles.lookup(), template).html(this);
  }

  @Test
  void textAndAttributes() {
    assertThat(html("<p title={text} data-n=\"{n}/{n}\">{text}</p>"))
        .isEqualTo(
            "<p title=\"&lt;a &amp; &#39;b&#39; &quot;c&quot;&gt;\" data-n=\"3/3\">"
                + "&lt;a &amp; 'b' \"c\"&gt;</p>");
    assertThat(html("{trusted}")).isEqualTo("<i>x</i>");
    assertThat(html("<p title={trusted}></p>")).isEqualTo("<p title=\"&lt;i&gt;x&lt;/i&gt;\"></p>");
  }

  @Test
  void booleanAttributes() {
    assertThat(html("<input disabled={yes} checked={no} value={none} readonly>"))
        .isEqualTo("<input disabled readonly>");
    assertThat(html("<p aria-hidden={no} aria-busy={yes} contenteditable={no}></p>"))
        .isEqualTo("<p aria-hidden=\"false\" aria-busy=\"true\" contenteditable=\"false\"></p>");
  }

  @Test
  void classLists() {
    classes.add("a");
    classes.add(null);
    classes.add("b");
    assertThat(html("<p class={classes}></p>")).isEqualTo("<p class=\"a b\"></p>");
    assertThat(html("<p class=\"x {flags}\"></p>")).isEqualTo("<p class=\"x lit\"></p>");
  }

  @Test
  void urls() {
    text = "javascript:alert(1)";
    assertThat(html("<a href={text}>x</a>")).isEqualTo("<a href=\"about:invalid\">x</a>");
    text = " Java\tscript:x";
    assertThat(html("<a href=\"{text}\">x</a>")).isEqualTo("<a href=\"about:invalid\">x</a>");
    text = "/chats/1?x=a b";
    assertThat(html("<a href={text}>x</a>")).isEqualTo("<a href=\"/chats/1?x=a b\">x</a>");
    text = "a b/c?é&";
    assertThat(html("<a href=\"/x/{text}?q={text}\">x</a>"))
        .isEqualTo("<a href=\"/x/a%20b%2Fc%3F%C3%A9%26?q=a+b%2Fc%3F%C3%A9%26\">x</a>");
    text = "..";
    assertThat(html("<a href=\"/x/{text}/y\">x</a>")).isEqualTo("<a href=\"/x//y\">x</a>");
  }

  @Test
  void urlsOfCode() {
    assertThat(html("<base href={root}><script defer src={script}></script>"))
        .isEqualTo("<base href=\"/roost\"><script defer src=\"a.js?x&amp;y\"></script>");
    assertThat(html("<script src=\"{root}/a.js\"></script><link href=\"{root}/css/{n}.css\">"))
        .isEqualTo("<script src=\"/roost/a.js\"></script><link href=\"/roost/css/3.css\">");
    assertThat(html("<script :for={s in scripts} src={s}></script><a href={root}>x</a>"))
        .isEqualTo(
            "<script src=\"/roost\"></script><script src=\"a.js?x&amp;y\"></script>"
                + "<a href=\"/roost\">x</a>");
  }

  @Test
  void styles() {
    text = "10px";
    assertThat(html("<p style=\"width: {text}\"></p>")).isEqualTo("<p style=\"width: 10px\"></p>");
    text = "red; background: url(x)";
    assertThat(html("<p style=\"color: {text}\"></p>"))
        .isEqualTo("<p style=\"color: roost-refused\"></p>");
  }

  @Test
  void paths() {
    assertThat(html("{bean.name}{bean.active}")).isEqualTo("Anntrue");
    assertThat(html("{people.first.name}<i :for={p in people.entries}>{p.age}</i>"))
        .isEqualTo("ann<i>1</i><i>2</i>");
    assertThat(html("<i :for={x, i in numbers}>{i}{x}</i>")).isEqualTo("<i>04</i><i>15</i>");
    assertThat(html("{scores.x}<i :for={e in scores}>{e.key}{e.value}</i>"))
        .isEqualTo("7<i>x7</i>");
  }

  @Test
  void elements() {
    assertThat(html("<div/><br><svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg><!-- gone -->"))
        .isEqualTo("<div></div><br><svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg>");
    assertThat(html("<script>if (a < b) { x({}); }</script><style>p { color: red }</style>"))
        .isEqualTo("<script>if (a < b) { x({}); }</script><style>p { color: red }</style>");
    assertThat(html("<textarea>{text}</textarea>"))
        .isEqualTo("<textarea>\n&lt;a &amp; 'b' \"c\"&gt;</textarea>");
    assertThat(html("<p title='a \"b\"'>&lbrace;x}</p>"))
        .isEqualTo("<p title=\"a &quot;b&quot;\">&lbrace;x}</p>");
    assertThat(html("<p {attributes} {flags}></p>")).isEqualTo("<p data-n=\"1\" hidden lit></p>");
  }

  @Test
  void attributeValuesCannotRunScripts() {
    attributes = Attributes.EMPTY.with("onclick", "alert(1)");
    assertThatThrownBy(() -> html("<p {attributes}></p>")).isInstanceOf(RenderException.class);
    attributes = Attributes.EMPTY.with("x y", "z");
    assertThatThrownBy(() -> html("<p {attributes}></p>")).isInstanceOf(RenderException.class);
    attributes = Attributes.EMPTY.with("href", "javascript:alert(1)");
    assertThat(html("<a {attributes}></a>")).isEqualTo("<a href=\"about:invalid\"></a>");
  }

  @Test
  void functionComponents() {
    assertThat(
            html(
                """
                <.card title="card {n}" id="c1" data-n={n}>
                  inside <b>{n}</b>
                  <:footer>left {n}</:footer>
                  <:footer :if={no}>hidden</:footer>
                  <:footer>right</:footer>
                </.card>
                """))
        .isEqualTo(
            """
            <section class="card" id="c1" data-n="3">
            <h2>card 3</h2>inside <b>3</b>
            <footer>left 3</footer><footer>right</footer>
            </section>\
            """);
    assertThat(html("<TemplateHtmlTest.card/>"))
        .isEqualTo("<section class=\"card\">\n<h2>untitled</h2>\n\n</section>");
  }

  @Test
  void slotsWithValues() {
    assertThat(
            html(
                """
                <.bigTable rows={people.entries}>
                  <:col label="Name" :let={p}>{p.name}</:col>
                  <:col label="Age" :let={p}><i>{p.age}</i>/{n}</:col>
                </.bigTable>
                """))
        .isEqualTo(
            """
            <table><thead><tr><th>Name</th><th>Age</th></tr></thead>
            <tbody><tr><td>ann</td><td><i>1</i>/3</td></tr>\
            <tr><td>bob</td><td><i>2</i>/3</td></tr></tbody>
            </table>\
            """);
  }

  @Test
  void commands() {
    assertThat(html("<button phx-click={OPEN}>x</button>"))
        .isEqualTo(
            "<button phx-click=\"[[&quot;push&quot;,{&quot;event&quot;:&quot;open&quot;}],"
                + "[&quot;show&quot;,{&quot;to&quot;:&quot;#a&quot;}]]\">x</button>");
  }

  /** A stateful component. */
  static final class Counter {
    static final Template<Counter> TEMPLATE =
        Template.of(MethodHandles.lookup(), "<p phx-target={cid}>{label} {n}</p>");

    @Attribute String label = "";

    @Attribute(optional = true)
    int n = 5;

    int cid;
  }

  @Test
  void statefulComponents() {
    ComponentHost host =
        new ComponentHost() {
          @Override
          public Object create(Class<?> type, Object id, int cid) {
            Counter counter = new Counter();
            counter.cid = cid;
            return counter;
          }

          @Override
          public void update(Object component) {}

          @Override
          public Template<?> template(Object component) {
            return Counter.TEMPLATE;
          }
        };
    String source = "<.Counter id=\"a\" label=\"x\"/><.Counter id=\"b\" label={text} n={n}/>";
    Template<TemplateHtmlTest> template = Template.of(MethodHandles.lookup(), source);
    text = "y";
    assertThat(template.html(this, host))
        .isEqualTo("<p phx-target=\"1\">x 5</p><p phx-target=\"2\">y 3</p>");
    assertThatThrownBy(() -> template.html(this))
        .isInstanceOf(RenderException.class)
        .hasMessageContaining("ComponentHost");
  }
}
