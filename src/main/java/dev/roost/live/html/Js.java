package dev.roost.live.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Commands that the client runs without the server, as the value of {@code phx-click}, {@code
 * phx-mounted}, {@code phx-remove} and other bindings. Each method returns these commands and one
 * more. Immutable. Mirrors {@code Phoenix.LiveView.JS}.
 *
 * <pre>{@code
 * private static final Js OPEN = Js.pushEvent("open").show("#menu").addClass("lit", "#button");
 *
 * <button phx-click={OPEN}>open</button>
 * }</pre>
 *
 * <p>A target is a CSS selector. Options make targets relative to the element: {@code
 * Js.NONE.hide(o -> o.toClosest("div"))}. Without a target a command is for the element itself.
 */
public final class Js {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** No commands, to begin with. */
  public static final Js NONE = new Js(List.of());

  private final List<List<Object>> commands;
  private final String json;

  private Js(List<List<Object>> commands) {
    this.commands = commands;
    try {
      this.json = JSON.writeValueAsString(commands);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a value of a command has no JSON", e);
    }
  }

  /**
   * The options of a command. Each method returns these options and one more. The client ignores
   * options that the command does not know.
   */
  public static final class Options {
    private static final Options NONE = new Options(Map.of());

    private final Map<String, Object> values;

    private Options(Map<String, Object> values) {
      this.values = values;
    }

    private Options with(String name, Object value) {
      Map<String, Object> more = new LinkedHashMap<>(values);
      more.put(name, value);
      return new Options(more);
    }

    /** The elements that the command is for. */
    public Options to(String selector) {
      return with("to", selector);
    }

    /** The elements inside the element. */
    public Options toInner(String selector) {
      return with("to", Map.of("inner", selector));
    }

    /** The nearest element around the element. */
    public Options toClosest(String selector) {
      return with("to", Map.of("closest", selector));
    }

    /** For {@code push}: the component that gets the event, by selector. */
    public Options target(String selector) {
      return with("target", selector);
    }

    /** For {@code push}: the component that gets the event, by cid. */
    public Options target(int cid) {
      return with("target", cid);
    }

    /** For {@code push}: values that go with the event. */
    public Options value(Map<String, ?> value) {
      return with("value", value);
    }

    /** For {@code push}: elements that get the loading classes too. */
    public Options loading(String selector) {
      return with("loading", selector);
    }

    /** For {@code push}: shows the loading of a page until the reply. */
    public Options pageLoading() {
      return with("page_loading", true);
    }

    /** The display of elements that are shown, by default {@code block}. */
    public Options display(String display) {
      return with("display", display);
    }

    /** How long the transition takes. The client takes 200 ms by default. */
    public Options time(int milliseconds) {
      return with("time", milliseconds);
    }

    /** Whether the page's changes wait for the transition; they do by default. */
    public Options blocking(boolean blocking) {
      return with("blocking", blocking);
    }

    /** Classes during the command, at its start and at its end, each a list with blanks. */
    public Options transition(String during, String start, String end) {
      return with("transition", classes(during, start, end));
    }

    /** For {@code toggle}: the transition in. */
    public Options transitionIn(String during, String start, String end) {
      return with("ins", classes(during, start, end));
    }

    /** For {@code toggle}: the transition out. */
    public Options transitionOut(String during, String start, String end) {
      return with("outs", classes(during, start, end));
    }

    /** For {@code dispatch}: the event's detail. */
    public Options detail(Map<String, ?> detail) {
      return with("detail", detail);
    }

    /** For {@code dispatch}: whether the event bubbles; it does by default. */
    public Options bubbles(boolean bubbles) {
      return with("bubbles", bubbles);
    }

    private static List<List<String>> classes(String during, String start, String end) {
      return List.of(names(during), names(start), names(end));
    }
  }

  private static List<String> names(String classes) {
    return classes.isBlank() ? List.of() : List.of(classes.strip().split("\\s+"));
  }

  private Js and(String name, Map<String, Object> arguments) {
    List<List<Object>> more = new ArrayList<>(commands);
    more.add(List.of(name, arguments));
    return new Js(List.copyOf(more));
  }

  private Js and(String name, Map<String, ?> arguments, UnaryOperator<Options> options) {
    Map<String, Object> all = new LinkedHashMap<>(arguments);
    all.putAll(options.apply(Options.NONE).values);
    return and(name, all);
  }

  private static UnaryOperator<Options> to(String selector) {
    return options -> options.to(selector);
  }

  /** Begins with {@link #push(String)}. */
  public static Js pushEvent(String event) {
    return NONE.push(event);
  }

  /** Sends an event to the server. */
  public Js push(String event) {
    return push(event, UnaryOperator.identity());
  }

  /** Sends an event to the server, with options. */
  public Js push(String event, UnaryOperator<Options> options) {
    return and("push", Map.of("event", event), options);
  }

  /** Shows elements. */
  public Js show(String selector) {
    return show(to(selector));
  }

  /** Shows elements. */
  public Js show(UnaryOperator<Options> options) {
    return and("show", Map.of(), options);
  }

  /** Hides elements. */
  public Js hide(String selector) {
    return hide(to(selector));
  }

  /** Hides elements. */
  public Js hide(UnaryOperator<Options> options) {
    return and("hide", Map.of(), options);
  }

  /** Shows elements that are hidden, hides those that are shown. */
  public Js toggle(String selector) {
    return toggle(to(selector));
  }

  /** Shows elements that are hidden, hides those that are shown. */
  public Js toggle(UnaryOperator<Options> options) {
    return and("toggle", Map.of(), options);
  }

  /** Adds classes, a list with blanks. */
  public Js addClass(String classes, String selector) {
    return addClass(classes, to(selector));
  }

  /** Adds classes, a list with blanks. */
  public Js addClass(String classes, UnaryOperator<Options> options) {
    return and("add_class", Map.of("names", names(classes)), options);
  }

  /** Removes classes, a list with blanks. */
  public Js removeClass(String classes, String selector) {
    return removeClass(classes, to(selector));
  }

  /** Removes classes, a list with blanks. */
  public Js removeClass(String classes, UnaryOperator<Options> options) {
    return and("remove_class", Map.of("names", names(classes)), options);
  }

  /** Adds the classes that an element lacks and removes those that it has. */
  public Js toggleClass(String classes, String selector) {
    return toggleClass(classes, to(selector));
  }

  /** Adds the classes that an element lacks and removes those that it has. */
  public Js toggleClass(String classes, UnaryOperator<Options> options) {
    return and("toggle_class", Map.of("names", names(classes)), options);
  }

  /** Runs a transition: classes during it, at its start and at its end. */
  public Js transition(String during, String start, String end, UnaryOperator<Options> options) {
    return and("transition", Map.of(), o -> options.apply(o).transition(during, start, end));
  }

  /** Sets an attribute. */
  public Js setAttribute(String name, String value, UnaryOperator<Options> options) {
    return and("set_attr", Map.of("attr", List.of(name, value)), options);
  }

  /** Removes an attribute. */
  public Js removeAttribute(String name, UnaryOperator<Options> options) {
    return and("remove_attr", Map.of("attr", name), options);
  }

  /** Sets an attribute where it is missing, and removes it elsewhere. */
  public Js toggleAttribute(String name, String value, UnaryOperator<Options> options) {
    return and("toggle_attr", Map.of("attr", List.of(name, value)), options);
  }

  /** Changes an attribute between two values. */
  public Js toggleAttribute(String name, String one, String other, UnaryOperator<Options> options) {
    return and("toggle_attr", Map.of("attr", List.of(name, one, other)), options);
  }

  /** Leaves attributes to the browser: renders do not change them from now on. */
  public Js ignoreAttributes(List<String> names, UnaryOperator<Options> options) {
    return and("ignore_attrs", Map.of("attrs", List.copyOf(names)), options);
  }

  /** Dispatches a DOM event. */
  public Js dispatch(String event, UnaryOperator<Options> options) {
    return and("dispatch", Map.of("event", event), options);
  }

  /** Focuses an element. */
  public Js focus(UnaryOperator<Options> options) {
    return and("focus", Map.of(), options);
  }

  /** Focuses the first element inside that can have the focus. */
  public Js focusFirst(UnaryOperator<Options> options) {
    return and("focus_first", Map.of(), options);
  }

  /** Remembers an element for {@link #popFocus()}; without a target the element itself. */
  public Js pushFocus(UnaryOperator<Options> options) {
    return and("push_focus", Map.of(), options);
  }

  /** Focuses the element that was remembered last. */
  public Js popFocus() {
    return and("pop_focus", Map.of());
  }

  /** Runs the commands in an attribute of an element. */
  public Js exec(String attribute, UnaryOperator<Options> options) {
    return and("exec", Map.of("attr", attribute), options);
  }

  /** Goes to another URL of the same view. */
  public Js patch(String url, boolean replace) {
    return and("patch", link(url, replace));
  }

  /** Goes to another view of the same live session. */
  public Js navigate(String url, boolean replace) {
    return and("navigate", link(url, replace));
  }

  private static Map<String, Object> link(String url, boolean replace) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("href", url);
    arguments.put("replace", replace);
    return arguments;
  }

  /** These commands, then others. */
  public Js then(Js others) {
    List<List<Object>> all = new ArrayList<>(commands);
    all.addAll(others.commands);
    return new Js(List.copyOf(all));
  }

  /** Whether the commands are the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Js js && json.equals(js.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** The commands as the JSON that the client reads. Templates escape it. */
  @Override
  public String toString() {
    return json;
  }
}
