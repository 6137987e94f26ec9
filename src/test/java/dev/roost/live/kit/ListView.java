package dev.roost.live.kit;

import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code /live/list}. */
final class ListView extends LiveView {
  private static final Template<ListView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <form id="cmd" phx-submit="cmd"><input id="c" name="c" autocomplete="off"></form>
          <p id="size">{items.size} items</p>
          <ul id="list">
            <li :for={i in items} :key={i.id} id="i{i.id}" class={i.mark}>
              <b>{i.text}</b>
              <input id="note{i.id}" autocomplete="off">
              <em :if={i.on}>on: {i.text}</em>
              <span :for={t in i.tags} class="tag">{t.name}</span>
              <ul :if={i.isOpen}><li :for={t in i.tags}>{i.text}/{t.name}<i :if={t.isX}>!</i></li></ul>
            </li>
          </ul>
          <p :if={items.isEmpty} id="none">nothing here</p>
          <ol id="plain"><li :for={i in items}>{i.text}</li></ol>
          <table><tbody id="rows"><tr :for={i, n in items} :key={i.id}><td>{n}</td><td>{i.text}</td></tr></tbody></table>
          """);

  /** A tag of an item. */
  record Tag(String name) {
    boolean isX() {
      return name.equals("x");
    }
  }

  /** An item of the list. */
  record Item(int id, String text, boolean on, List<Tag> tags) {
    String mark() {
      return on ? "on" : "";
    }

    boolean isOpen() {
      return on && !tags.isEmpty();
    }

    Item withText(String other) {
      return new Item(id, other, on, tags);
    }

    Item toggled() {
      return new Item(id, text, !on, tags);
    }

    Item tagged(String tag) {
      List<Tag> more = new ArrayList<>(tags);
      more.add(new Tag(tag));
      return new Item(id, text, on, more);
    }

    Item untagged(String tag) {
      List<Tag> fewer = new ArrayList<>(tags);
      fewer.remove(new Tag(tag));
      return new Item(id, text, on, fewer);
    }
  }

  final List<Item> items = new ArrayList<>();
  int next;

  ListView() {
    on("cmd", event -> Commands.of(event).forEach(this::perform));
  }

  @Override
  protected void mount(Mount mount) {
    next = 1;
    if (mount.param("empty") == null) {
      for (String text : new String[] {"a", "b", "c"}) {
        add(items.size(), text);
      }
    }
  }

  private void add(int at, String text) {
    items.add(at, new Item(next++, text, false, List.of()));
  }

  private void perform(List<String> words) {
    switch (words.get(0)) {
      case "append" -> add(items.size(), words.get(1));
      case "prepend" -> add(0, words.get(1));
      case "insert" -> add(Integer.parseInt(words.get(1)), words.get(2));
      case "remove" -> items.remove(index(words.get(1)));
      case "reverse" -> Collections.reverse(items);
      case "order" -> {
        List<Item> ordered = words.stream().skip(1).map(id -> items.get(index(id))).toList();
        items.clear();
        items.addAll(ordered);
      }
      case "swap" ->
          Collections.swap(items, Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2)));
      case "text" -> change(words.get(1), item -> item.withText(words.get(2)));
      case "toggle" -> change(words.get(1), Item::toggled);
      case "tag" -> change(words.get(1), item -> item.tagged(words.get(2)));
      case "untag" -> change(words.get(1), item -> item.untagged(words.get(2)));
      case "clear" -> items.clear();
      case "many" -> {
        for (int i = 1; i <= Integer.parseInt(words.get(1)); i++) {
          add(items.size(), "m" + i);
        }
      }
      default -> throw new IllegalArgumentException("unknown command " + words);
    }
  }

  private void change(String id, UnaryOperator<Item> how) {
    int at = index(id);
    items.set(at, how.apply(items.get(at)));
  }

  private int index(String id) {
    int wanted = Integer.parseInt(id);
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).id() == wanted) {
        return i;
      }
    }
    throw new IllegalArgumentException("no item " + id + " among " + Arrays.asList(items));
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
