package dev.roost.live.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The JSON of commands. */
class JsTest {
  private static void assertJson(Js commands, String json) {
    try {
      ObjectMapper mapper = new ObjectMapper();
      assertThat(mapper.readTree(commands.toString())).isEqualTo(mapper.readTree(json));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void visibility() {
    assertJson(
        Js.NONE.show("#a").hide("#b").toggle("#c"),
        "[[\"show\",{\"to\":\"#a\"}],[\"hide\",{\"to\":\"#b\"}],[\"toggle\",{\"to\":\"#c\"}]]");
    assertJson(
        Js.NONE.show(o -> o.to("#a").display("flex")),
        "[[\"show\",{\"to\":\"#a\",\"display\":\"flex\"}]]");
    assertJson(
        Js.NONE.hide(o -> o.to("#b").time(50).transition("out", "o1 o2", "")),
        "[[\"hide\",{\"time\":50,\"to\":\"#b\",\"transition\":[[\"out\"],[\"o1\",\"o2\"],[]]}]]");
    assertJson(
        Js.NONE.toggle(
            o -> o.transitionIn("a", "b", "c").transitionOut("d", "e", "f").blocking(false)),
        "[[\"toggle\",{\"ins\":[[\"a\"],[\"b\"],[\"c\"]],\"outs\":[[\"d\"],[\"e\"],[\"f\"]],\"blocking\":false}]]");
  }

  @Test
  void classesAndAttributes() {
    assertJson(
        Js.NONE
            .addClass("red big", "#b")
            .removeClass("red", o -> o.toClosest("div"))
            .toggleClass("lit", o -> o.toInner("b")),
        "[[\"add_class\",{\"names\":[\"red\",\"big\"],\"to\":\"#b\"}],"
            + "[\"remove_class\",{\"names\":[\"red\"],\"to\":{\"closest\":\"div\"}}],"
            + "[\"toggle_class\",{\"names\":[\"lit\"],\"to\":{\"inner\":\"b\"}}]]");
    assertJson(
        Js.NONE
            .setAttribute("data-x", "1 & <2>", o -> o.to("#b"))
            .removeAttribute("data-x", o -> o)
            .toggleAttribute("hidden", "hidden", o -> o)
            .toggleAttribute("aria-expanded", "true", "false", o -> o)
            .ignoreAttributes(List.of("open"), o -> o),
        "[[\"set_attr\",{\"attr\":[\"data-x\",\"1 & <2>\"],\"to\":\"#b\"}],"
            + "[\"remove_attr\",{\"attr\":\"data-x\"}],"
            + "[\"toggle_attr\",{\"attr\":[\"hidden\",\"hidden\"]}],"
            + "[\"toggle_attr\",{\"attr\":[\"aria-expanded\",\"true\",\"false\"]}],"
            + "[\"ignore_attrs\",{\"attrs\":[\"open\"]}]]");
  }

  @Test
  void pushes() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("a", 1);
    assertJson(
        Js.pushEvent("first")
            .push("pushed", o -> o.value(value).target(2).loading("#b").pageLoading()),
        "[[\"push\",{\"event\":\"first\"}],[\"push\",{\"event\":\"pushed\",\"value\":{\"a\":1},"
            + "\"target\":2,\"loading\":\"#b\",\"page_loading\":true}]]");
    assertThatThrownBy(() -> Js.NONE.push("x", o -> o.value(Map.of("self", new Object()))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void others() {
    assertJson(
        Js.NONE
            .dispatch("hit", o -> o.to("#b").detail(Map.of("d", 1)).bubbles(false))
            .focus(o -> o.to("#i"))
            .focusFirst(o -> o)
            .pushFocus(o -> o)
            .popFocus()
            .exec("data-do", o -> o.to("#e"))
            .transition("a", "b", "c", o -> o.time(5)),
        "[[\"dispatch\",{\"event\":\"hit\",\"to\":\"#b\",\"detail\":{\"d\":1},\"bubbles\":false}],"
            + "[\"focus\",{\"to\":\"#i\"}],[\"focus_first\",{}],[\"push_focus\",{}],[\"pop_focus\",{}],"
            + "[\"exec\",{\"attr\":\"data-do\",\"to\":\"#e\"}],"
            + "[\"transition\",{\"time\":5,\"transition\":[[\"a\"],[\"b\"],[\"c\"]]}]]");
    assertJson(
        Js.NONE.patch("/x?p=1", false).then(Js.NONE.navigate("/y", true)),
        "[[\"patch\",{\"href\":\"/x?p=1\",\"replace\":false}],[\"navigate\",{\"href\":\"/y\",\"replace\":true}]]");
    assertThat(Js.pushEvent("a")).isEqualTo(Js.NONE.push("a")).hasSameHashCodeAs(Js.NONE.push("a"));
  }
}
