package dev.roost.live.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * The HTML that the client makes of rendered trees and diffs. Mirrors {@code rendered.js} of {@code
 * phoenix_live_view} 1.2.12; rows of streams are kept as its DOM keeps them.
 */
final class ClientTree {
  private static final String STATIC = "s";
  private static final String TEMPLATES = "p";
  private static final String COMPONENTS = "c";
  private static final String KEYED = "k";
  private static final String COUNT = "kc";
  private static final String STREAM = "stream";

  private Part root = new Part();
  private final Map<Integer, Part> components = new TreeMap<>();

  /** One row of a stream. */
  private record Row(String id, String html) {}

  /** A template with its values, or a comprehension with its entries. */
  private static final class Part {
    private @Nullable List<String> statics;
    private final Map<Integer, Object> dynamics = new HashMap<>();
    private @Nullable List<Part> entries;
    private @Nullable List<Row> rows;

    Part copy() {
      Part copy = new Part();
      copy.statics = statics;
      dynamics.forEach(
          (at, value) -> copy.dynamics.put(at, value instanceof Part part ? part.copy() : value));
      copy.entries = entries == null ? null : entries.stream().map(Part::copy).toList();
      copy.rows = rows == null ? null : new ArrayList<>(rows);
      return copy;
    }
  }

  /** Merges a rendered tree or a diff, without what is no part of the tree. */
  void merge(JsonNode diff) {
    JsonNode templates = diff.path(TEMPLATES);
    if (diff.has(STATIC)) {
      root = new Part();
      components.clear();
    }
    apply(root, diff, templates);
    JsonNode changed = diff.path(COMPONENTS);
    Map<Integer, Part> merged = new HashMap<>();
    changed.fieldNames().forEachRemaining(cid -> component(number(cid), diff, merged));
    components.putAll(merged);
  }

  private Part component(int cid, JsonNode diff, Map<Integer, Part> merged) {
    Part known = merged.get(cid);
    if (known != null) {
      return known;
    }
    JsonNode source = diff.path(COMPONENTS).path(String.valueOf(cid));
    JsonNode statics = source.path(STATIC);
    Part before = components.get(cid);
    Part part;
    if (statics.isInt() && statics.asInt() > 0) {
      part = component(statics.asInt(), diff, merged).copy();
    } else if (statics.isInt()) {
      part = existing(-statics.asInt()).copy();
    } else {
      part = before == null || source.has(STATIC) ? new Part() : before.copy();
    }
    merged.put(cid, part);
    apply(part, source, diff.path(TEMPLATES), true);
    return part;
  }

  private Part existing(int cid) {
    Part part = components.get(cid);
    if (part == null) {
      throw new IllegalStateException("the page has no component " + cid);
    }
    return part;
  }

  private static int number(String key) {
    return Integer.parseInt(key);
  }

  private void apply(Part part, JsonNode source, JsonNode outerTemplates) {
    apply(part, source, outerTemplates, false);
  }

  /**
   * Applies changes to a part.
   *
   * @param isComponent whether a number of statics is that of a component, not of a template
   */
  private void apply(Part part, JsonNode source, JsonNode outerTemplates, boolean isComponent) {
    JsonNode templates = source.has(TEMPLATES) ? source.get(TEMPLATES) : outerTemplates;
    JsonNode statics = source.path(STATIC);
    if (statics.isArray()) {
      part.statics = texts(statics);
    } else if (statics.isInt() && !isComponent) {
      part.statics = texts(templates.path(statics.asText()));
    }
    source
        .properties()
        .forEach(
            member -> {
              if (Character.isDigit(member.getKey().charAt(0))) {
                part.dynamics.merge(
                    number(member.getKey()),
                    value(part.dynamics.get(number(member.getKey())), member.getValue(), templates),
                    (before, after) -> after);
              }
            });
    if (source.has(KEYED)) {
      applyEntries(part, source.get(KEYED), templates);
    }
    if (source.has(STREAM)) {
      applyStream(part, source.get(STREAM));
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private Object value(@Nullable Object before, JsonNode source, JsonNode templates) {
    if (source.isInt()) {
      return source.intValue();
    }
    if (!source.isObject()) {
      return source.asText();
    }
    Part part = before instanceof Part known && !source.has(STATIC) ? known : new Part();
    apply(part, source, templates);
    return part;
  }

  private void applyEntries(Part part, JsonNode changes, JsonNode templates) {
    List<Part> before = part.entries == null ? List.of() : part.entries;
    List<Part> after = new ArrayList<>();
    int count = changes.path(COUNT).asInt();
    for (int i = 0; i < count; i++) {
      JsonNode change = changes.path(String.valueOf(i));
      Part entry;
      if (change.isInt()) {
        entry = before.get(change.asInt()).copy();
      } else if (change.isArray()) {
        entry = before.get(change.get(0).asInt()).copy();
        apply(entry, change.get(1), templates);
      } else {
        entry = i < before.size() ? before.get(i).copy() : new Part();
        apply(entry, change, templates);
      }
      after.add(entry);
    }
    part.entries = after;
  }

  // -- Streams

  private void applyStream(Part part, JsonNode stream) {
    List<Row> rows = part.rows == null ? new ArrayList<>() : part.rows;
    if (stream.path(3).asBoolean()) {
      rows.clear();
    }
    for (JsonNode deleted : stream.path(2)) {
      rows.removeIf(row -> row.id.equals(deleted.asText()));
    }
    Map<String, JsonNode> inserts = new HashMap<>();
    stream.path(1).forEach(insert -> inserts.put(insert.path(0).asText(), insert));
    List<Part> rendered = part.entries == null ? List.of() : part.entries;
    for (Part entry : rendered) {
      StringBuilder html = new StringBuilder();
      write(entry, part.statics, html, new HashSet<>());
      String id = rowId(html.toString());
      insert(rows, new Row(id, html.toString()), inserts.get(id));
    }
    part.rows = rows;
    part.entries = new ArrayList<>();
  }

  private static String rowId(String html) {
    Element row = Jsoup.parse(html, "", Parser.xmlParser()).selectFirst("[id]");
    if (row == null) {
      throw new IllegalStateException("a row of a stream has no id: " + html);
    }
    return row.id();
  }

  private static void insert(List<Row> rows, Row row, @Nullable JsonNode insert) {
    if (insert == null) {
      throw new IllegalStateException("the stream does not say where row " + row.id + " goes");
    }
    int place = -1;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).id.equals(row.id)) {
        place = i;
      }
    }
    int at = insert.path(1).asInt();
    if (place >= 0) {
      rows.set(place, row);
    } else if (insert.path(3).asBoolean()) {
      return;
    } else {
      rows.add(at < 0 ? rows.size() : Math.min(at, rows.size()), row);
    }
    int limit = insert.path(2).asInt();
    while (limit < 0 && rows.size() > -limit) {
      rows.remove(0);
    }
    while (limit > 0 && rows.size() > limit) {
      rows.remove(rows.size() - 1);
    }
  }

  // -- HTML

  /** The HTML of the whole view. */
  String html() {
    StringBuilder html = new StringBuilder();
    write(root, null, html, new HashSet<>());
    return html.toString();
  }

  /** The components that the page had and that are not in its HTML any more. */
  List<Integer> missingComponents() {
    Set<Integer> there = new HashSet<>();
    write(root, null, new StringBuilder(), there);
    return components.keySet().stream().filter(cid -> !there.contains(cid)).toList();
  }

  void removeComponent(int cid) {
    components.remove(cid);
  }

  private void write(
      Part part, @Nullable List<String> shared, StringBuilder html, Set<Integer> cids) {
    if (part.rows != null) {
      part.rows.forEach(row -> html.append(row.html));
      return;
    }
    List<String> statics = part.statics == null ? shared : part.statics;
    if (part.entries != null) {
      for (Part entry : part.entries) {
        write(entry, statics, html, cids);
      }
      return;
    }
    if (statics == null) {
      throw new IllegalStateException("the server changed a part that it never rendered");
    }
    html.append(statics.get(0));
    for (int i = 1; i < statics.size(); i++) {
      Object value = part.dynamics.get(i - 1);
      if (value instanceof Part nested) {
        write(nested, null, html, cids);
      } else if (value instanceof Integer cid) {
        writeComponent(cid, html, cids);
      } else {
        html.append(value);
      }
      html.append(statics.get(i));
    }
  }

  private void writeComponent(int cid, StringBuilder html, Set<Integer> cids) {
    cids.add(cid);
    StringBuilder own = new StringBuilder();
    write(existing(cid), null, own, cids);
    int tag = own.indexOf("<") + 1;
    while (tag < own.length() && Character.isLetterOrDigit(own.charAt(tag))) {
      tag++;
    }
    html.append(own.insert(tag, " data-phx-component=\"" + cid + "\""));
  }
}
