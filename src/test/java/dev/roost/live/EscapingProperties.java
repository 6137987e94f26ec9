package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.live.html.Attributes;
import dev.roost.live.html.Slot;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Escaping keeps every value inside its place in a template. */
class EscapingProperties {
  record Wrap(String title, @Nullable Slot<Void> body, Attributes rest) {}

  static final FunctionComponent WRAP =
      FunctionComponent.of(
          MethodHandles.lookup(), Wrap.class, "<div title={title} {rest}>{body}{title}</div>");

  private static final Template<EscapingProperties> PAGE =
      Template.of(
          MethodHandles.lookup(),
          """
          <p id={v} title={v} data-v="[{v}]" lang='{v}' phx-click={v} phx-value-x={v} aria-label={v}>{v}</p>
          <p class="a {v}">{v}{v}</p><p class={list}></p><p style="--v: {v}; color: red"></p>
          <a href={v}>1</a><a href="{v}">2</a><a href="{v}/x">3</a><a href="/x/{v}/y?q={v}&amp;r={v}#{v}">4</a>
          <img src={v}><form action={v}><input value={v}><button formaction={v}>5</button></form>
          <textarea>{v}</textarea><svg><a xlink:href={v}>6</a></svg><video poster={v} src={v}></video>
          <p {attributes}></p><a {links}></a>
          <ul><li :for={x in list} :key={x} :if={x}>{x}</li></ul>
          <.wrap title={v} data-v={v} href={v}>{v}<b title={v}></b></.wrap>
          """);

  private static final Set<String> SCHEMES =
      Set.of("http", "https", "mailto", "tel", "sms", "ftp", "xmpp", "geo", "webcal", "about");
  private static final Pattern SCHEME = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*):");
  private static final List<String> PIECES =
      List.of(
          "<script>alert(1)</script>",
          "</textarea>",
          "</p>",
          "\"",
          "'",
          ">",
          "<",
          "&",
          "&quot;",
          " onclick=alert(1) ",
          "\" onmouseover=\"x",
          "javascript:",
          "JaVa\tScRiPt:",
          "data:text/html,",
          "vbscript:",
          "&#106;avascript:",
          "java\nscript:",
          "\u0001javascript:",
          "//evil.example",
          "\\\\evil",
          "; background: url(javascript:x)",
          "expression(1)",
          "url(",
          "/*",
          "*/",
          "}",
          "{v}",
          "<!--",
          "-->",
          "]]>",
          "<svg onload=x>",
          "=",
          "`",
          "%22",
          "é",
          "😀",
          "\u2028",
          ":",
          "http:",
          "..",
          "/",
          "?",
          "#",
          " ",
          "\n",
          "a");

  String v = "";
  List<String> list = List.of();
  Attributes attributes = Attributes.EMPTY;
  Map<String, String> links = Map.of();

  @Provide
  Arbitrary<String> attacks() {
    Arbitrary<String> pieces =
        Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(6).map(some -> String.join("", some));
    // jsoup treats U+FFFF as the end of its input.
    Arbitrary<String> any = Arbitraries.strings().all().excludeChars('\uffff').ofMaxLength(20);
    return Arbitraries.oneOf(pieces, any);
  }

  private Document render(String value) {
    v = value;
    list = List.of(value);
    attributes = Attributes.EMPTY.with("data-w", value).with("title", value);
    links = Map.of("href", value);
    return Jsoup.parseBodyFragment(PAGE.html(this));
  }

  @Property(tries = 1500)
  void valuesStayInTheirPlaces(@ForAll("attacks") String value) {
    String expected = structure(render("x").body());
    Document page = render(value);
    assertThat(structure(page.body())).isEqualTo(expected);
    for (Element element : page.body().getAllElements()) {
      for (var attribute : element.attributes()) {
        if (Set.of("href", "src", "action", "formaction", "xlink:href", "poster")
            .contains(attribute.getKey())) {
          assertSafe(attribute.getValue());
        }
      }
    }
    String style = page.select("p[style]").attr("style");
    assertThat(style).startsWith("--v: ").endsWith("; color: red");
    assertThat(style.substring(5, style.length() - 12))
        .doesNotContainPattern("[;:{}\"'\\\\<>]|/\\*|url");
    if (value.chars().noneMatch(c -> c == 0 || c == '\r' || Character.isSurrogate((char) c))) {
      assertThat(page.selectFirst("p").attr("title")).isEqualTo(value);
      assertThat(page.selectFirst("p").attr("data-v")).isEqualTo("[" + value + "]");
      assertThat(page.selectFirst("p").wholeText()).isEqualTo(value);
      // Browsers drop the line break at the start, jsoup does not.
      assertThat(page.selectFirst("textarea").wholeText()).isEqualTo("\n" + value);
      assertThat(page.select("a").get(3).attr("href")).startsWith("/x/").contains("/y?q=");
    }
  }

  /**
   * Parses a URL like browsers: strips control characters around it and tabs and line breaks
   * inside.
   */
  private static void assertSafe(String url) {
    String read = url.replaceAll("^[\\x00-\\x20]+", "").replaceAll("[\\t\\n\\r]", "");
    Matcher scheme = SCHEME.matcher(read);
    if (scheme.find()) {
      assertThat(SCHEMES).contains(scheme.group(1).toLowerCase(java.util.Locale.ROOT));
    }
  }

  /** Names of elements and attributes, without texts and values. */
  private static String structure(Element element) {
    StringBuilder out = new StringBuilder("<").append(element.tagName());
    element.attributes().forEach(attribute -> out.append(' ').append(attribute.getKey()));
    out.append('>');
    element.children().forEach(child -> out.append(structure(child)));
    return out.append("</>").toString();
  }
}
