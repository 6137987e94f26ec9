package dev.roost.live.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generates a random template for {@link FuzzView}. */
final class TemplateGenerator {
  static final String STREAM =
      "<ul id=\"rows\" phx-update=\"stream\"><li :for={r, key in rows} id={key}>{r.text}"
          + "<b :if={r.on}>on<i :for={w in r.words}>{w}</i></b></li></ul>";

  private static final List<String> TAGS = List.of("div", "span", "b", "section", "article", "ul");
  private static final List<String> BOOLEANS = List.of("disabled", "hidden", "checked");

  private final Random random;
  private int loops;
  private int cells;

  TemplateGenerator(Random random) {
    this.random = random;
  }

  private enum Kind {
    VIEW,
    ITEM,
    WORD
  }

  /**
   * A variable at the start of paths.
   *
   * @param prefix the variable and a dot; empty for the view
   */
  private record Variable(Kind kind, String prefix) {
    String name() {
      return prefix.isEmpty() ? prefix : prefix.substring(0, prefix.length() - 1);
    }
  }

  /**
   * The variables and components that are valid at a place.
   *
   * @param key the ids of the enclosing loops, for component ids; null if components are not
   *     allowed
   */
  private record Place(List<Variable> variables, String key, boolean cells) {
    Place with(Variable variable, String moreKey, boolean cellsAllowed) {
      List<Variable> more = new ArrayList<>(variables);
      more.add(variable);
      return new Place(more, key + moreKey, cells && cellsAllowed);
    }

    Place withoutCells() {
      return new Place(variables, key, false);
    }
  }

  String template() {
    String template =
        nodes(4, new Place(List.of(new Variable(Kind.VIEW, "")), "", true), 3 + random.nextInt(5));
    return random.nextInt(3) == 0 ? template + STREAM : template;
  }

  private String nodes(int depth, Place place, int count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(node(depth, place));
    }
    return out.toString();
  }

  private String children(int depth, Place place) {
    return nodes(depth - 1, place, random.nextInt(4));
  }

  private String node(int depth, Place place) {
    int choice = random.nextInt(depth <= 0 ? 4 : 14);
    return switch (choice) {
      case 0 -> pick(List.of("text ", "&amp;", "x", " "));
      case 1, 2, 3 -> "{" + string(place) + "}";
      case 4, 5 -> element(depth, place, "");
      case 6, 7 -> element(depth, place, " :if={" + condition(place) + "}");
      case 8, 9, 10 -> loop(depth, place);
      case 11 -> cell(place);
      default -> component(depth, place);
    };
  }

  private String element(int depth, Place place, String directives) {
    String tag = pick(TAGS);
    return "<"
        + tag
        + directives
        + attributes(place)
        + ">"
        + children(depth, place)
        + "</"
        + tag
        + ">";
  }

  private String attributes(Place place) {
    StringBuilder out = new StringBuilder();
    if (random.nextInt(3) == 0) {
      out.append(" title={").append(string(place)).append('}');
    }
    if (random.nextInt(4) == 0) {
      out.append(" class=\"a {").append(string(place)).append("} b\"");
    }
    if (random.nextInt(5) == 0) {
      out.append(' ').append(pick(BOOLEANS)).append("={").append(bool(place)).append('}');
    }
    if (random.nextInt(6) == 0) {
      out.append(" data-x='{")
          .append(string(place))
          .append("}{")
          .append(string(place))
          .append("}'");
    }
    return out.toString();
  }

  private String loop(int depth, Place place) {
    Variable owner = pick(place.variables().stream().filter(v -> v.kind() != Kind.WORD).toList());
    String variable = "v" + loops++;
    boolean words = random.nextInt(4) == 0;
    String list =
        owner.prefix()
            + (words
                ? "words"
                : owner.kind() == Kind.VIEW
                    ? pick(List.of("items", "others", "mutables"))
                    : "items");
    String index = random.nextInt(4) == 0 ? ", i" + variable : "";
    String key = !words && random.nextInt(4) != 0 ? " :key={" + variable + ".id}" : "";
    String condition = random.nextInt(6) == 0 ? " :if={" + bool(place) + "}" : "";
    Place inner =
        place.with(
            new Variable(words ? Kind.WORD : Kind.ITEM, variable + "."),
            "-{" + variable + ".id}",
            !words);
    String directives = " :for={" + variable + index + " in " + list + "}" + key + condition;
    if (random.nextInt(5) == 0) {
      return "<.pair" + directives + " a={" + string(inner) + "} strong={" + bool(inner) + "}/>";
    }
    String tag = pick(TAGS);
    String shown = index.isEmpty() ? "" : "{i" + variable + "}";
    return "<"
        + tag
        + directives
        + attributes(inner)
        + ">"
        + shown
        + children(depth, inner)
        + "</"
        + tag
        + ">";
  }

  private String cell(Place place) {
    if (!place.cells()) {
      return "";
    }
    return "<.Cell id=\"c" + cells++ + place.key() + "\" label={" + string(place) + "}/>";
  }

  private String component(int depth, Place place) {
    return switch (random.nextInt(4)) {
      case 0 ->
          "<.box title={"
              + string(place)
              + "}"
              + extra(place)
              + ">"
              + children(depth, place)
              + (random.nextBoolean()
                  ? "<:foot :if={" + condition(place) + "}>{" + string(place) + "}</:foot>"
                  : "")
              + (random.nextBoolean()
                  ? "<:foot>" + children(depth, place.withoutCells()) + "</:foot>"
                  : "")
              + "</.box>";
      case 1 -> "<.pair a={" + string(place) + "} strong={" + bool(place) + "}/>";
      case 2 -> {
        String variable = "v" + loops++;
        Place inner = place.withoutCells().with(new Variable(Kind.ITEM, variable + "."), "", false);
        yield "<.each rows={items}><:col label={"
            + string(place)
            + "} :let={"
            + variable
            + "}>"
            + children(depth, inner)
            + "</:col><:col>"
            + children(depth, place.withoutCells())
            + "</:col></.each>";
      }
      default -> "<.twice>" + children(depth, place.withoutCells()) + "</.twice>";
    };
  }

  private String extra(Place place) {
    return random.nextInt(3) == 0
        ? " data-n={" + string(place) + "} hidden={" + bool(place) + "}"
        : "";
  }

  private String string(Place place) {
    Variable variable = pick(place.variables());
    return switch (variable.kind()) {
      case WORD -> variable.name();
      case ITEM -> variable.prefix() + pick(List.of("text", "text", "maybe", "id"));
      case VIEW -> pick(List.of("text", "title", "count", "maybe", "map.a", "map.b"));
    };
  }

  private String bool(Place place) {
    Variable variable = pick(place.variables());
    return variable.kind() == Kind.ITEM ? variable.prefix() + "on" : pick(List.of("on", "off"));
  }

  private String condition(Place place) {
    Variable variable = pick(place.variables());
    return variable.kind() != Kind.WORD && random.nextInt(3) == 0
        ? variable.prefix() + "maybe"
        : bool(place);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
