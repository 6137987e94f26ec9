package dev.roost.live.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.live.LiveEvent;
import dev.roost.live.LiveView;
import dev.roost.live.Template;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /live/form}. */
final class FormView extends LiveView {
  private static final Template<FormView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <form id="f{formNo}" phx-change="validate" phx-submit="save">
            <input type="hidden" name="user[token]" value="t1">
            <input id="name" name="user[name]" value={user.name} autocomplete="off">
            <p :if={errors.name} id="name-error">{errors.name}</p>
            <input id="email" name="user[email]" value={user.email} phx-debounce="blur" autocomplete="off">
            <p :if={errors.email} id="email-error">{errors.email}</p>
            <textarea id="bio" name="user[bio]">
          {user.bio}</textarea>
            <input type="hidden" name="user[agree]" value="false">
            <input type="checkbox" id="agree" name="user[agree]" value="true" checked={user.isAgreed}>
            <select id="color" name="user[color]">
              <option :for={c in colors} value={c.name} selected={c.on}>{c.name}</option>
            </select>
            <select id="langs" name="user[langs][]" multiple>
              <option :for={c in langs} value={c.name} selected={c.on}>{c.name}</option>
            </select>
            <input :for={c in sizes} type="radio" id="size-{c.name}" name="user[size]" value={c.name} checked={c.on}>
            <input :for={t, i in user.tags} id="tag-{i}" name="user[tags][]" value={t} autocomplete="off">
            <input id="street" name="user[address][street]" value={user.street} autocomplete="off">
            <button id="save" name="act" value="save" phx-disable-with="saving...">save</button>
            <button id="draft" name="act" value="draft">draft</button>
            <button id="reset" type="reset" name="reset">reset</button>
          </form>
          <form id="search" phx-change="search"><input id="q" name="q" value={q} phx-debounce="1000" autocomplete="off"></form>
          <form id="rec1" phx-change="keep1" phx-auto-recover="restore"><input id="r1" name="r1" value={r1} autocomplete="off"></form>
          <form id="rec2" phx-change="keep2" phx-auto-recover="ignore"><input id="r2" name="r2" value={r2} autocomplete="off"></form>
          <form id="go" action="/live/counter" method="get" phx-submit="trigger" phx-trigger-action={trigger}><input id="via" name="via" value="trigger"><button id="gob">go</button></form>
          <p id="n">{n}</p>
          <p id="target">{target}</p>
          <p id="params">{params}</p>
          <p id="saved">{saved}</p>
          <p id="recovered">{recovered}</p>
          <p id="echo-q">{q}</p>
          <button id="crash" phx-click="crash">crash</button>
          """);

  /** The form's values. */
  record User(
      String name,
      String email,
      String bio,
      String agree,
      String color,
      String size,
      List<String> langs,
      List<String> tags,
      String street) {
    static final User BLANK =
        new User("", "", "", "false", "red", "m", List.of(), List.of("", ""), "");

    boolean isAgreed() {
      return agree.equals("true");
    }

    static User of(JsonNode form) {
      return new User(
          text(form, "name", BLANK.name),
          text(form, "email", BLANK.email),
          text(form, "bio", BLANK.bio),
          text(form, "agree", BLANK.agree),
          text(form, "color", BLANK.color),
          text(form, "size", BLANK.size),
          texts(form, "langs", BLANK.langs),
          texts(form, "tags", BLANK.tags),
          form.path("address").path("street").asText(""));
    }

    private static String text(JsonNode form, String name, String otherwise) {
      return form.path(name).asText(otherwise);
    }

    private static List<String> texts(JsonNode form, String name, List<String> otherwise) {
      if (!form.has(name)) {
        return otherwise;
      }
      List<String> texts = new ArrayList<>();
      form.get(name).forEach(text -> texts.add(text.asText()));
      return List.copyOf(texts);
    }
  }

  /** One option of a choice. */
  record Choice(String name, boolean on) {}

  private final Vertx vertx;
  User user = User.BLANK;
  Map<String, String> errors = Map.of();
  String target = "";
  String params = "";
  String saved = "";
  String recovered = "";
  int n;
  String q = "";
  String r1 = "";
  String r2 = "";
  boolean trigger;
  int formNo = 1;

  FormView(Vertx vertx) {
    this.vertx = vertx;
    on("validate", this::validate);
    on("save", this::save);
    on(
        "search",
        event -> {
          see(event, event.target());
          q = Objects.requireNonNull(event.param("q"));
        });
    on("keep1", event -> r1 = Objects.requireNonNull(event.param("r1")));
    on("keep2", event -> r2 = Objects.requireNonNull(event.param("r2")));
    on("restore", event -> recovered = "restore " + SortedJson.of(event.value().json()));
    on("trigger", event -> trigger = true);
    on(
        "crash",
        event -> {
          throw new IllegalStateException("asked for");
        });
  }

  private void see(LiveEvent event, @Nullable Object shownTarget) {
    n++;
    target = SortedJson.of(shownTarget);
    ObjectNode shown = event.value().json().deepCopy();
    shown.remove("_target");
    params = SortedJson.of(shown);
  }

  private void validate(LiveEvent event) {
    see(event, event.target());
    JsonNode form = event.value().json().path("user");
    user = User.of(form);
    Map<String, String> shown = errors(user);
    shown.keySet().removeIf(field -> event.isUnused("user", field));
    errors = shown;
  }

  private void save(LiveEvent event) {
    User given = User.of(event.value().json().path("user"));
    Future<?> time = given.name().equals("slow") ? CounterView.slow(vertx) : null;
    if (time == null) {
      saved(event, given);
    } else {
      hold(time.onSuccess(done -> saved(event, given)));
    }
  }

  private void saved(LiveEvent event, User given) {
    see(event, null);
    Map<String, String> found = errors(given);
    if (found.isEmpty()) {
      user = User.BLANK;
      errors = Map.of();
      saved = given.name() + " <" + given.email() + "> " + event.param("act");
      formNo++;
    } else {
      user = given;
      errors = found;
    }
  }

  private static Map<String, String> errors(User user) {
    Map<String, String> errors = new LinkedHashMap<>();
    if (user.name().codePointCount(0, user.name().length()) < 3) {
      errors.put("name", "at least 3 characters");
    }
    if (!user.email().contains("@")) {
      errors.put("email", "needs an @");
    }
    return errors;
  }

  List<Choice> colors() {
    return choices(List.of("red", "green", "blue"), List.of(user.color()));
  }

  List<Choice> langs() {
    return choices(List.of("ex", "java", "js"), user.langs());
  }

  List<Choice> sizes() {
    return choices(List.of("s", "m", "l"), List.of(user.size()));
  }

  private static List<Choice> choices(List<String> all, List<String> chosen) {
    return all.stream().map(name -> new Choice(name, chosen.contains(name))).toList();
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
