package dev.roost.live.fuzz;

import dev.roost.live.ComponentHost;
import dev.roost.live.Template;
import dev.roost.live.html.LiveStream;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A view whose state changes at random. */
final class FuzzView implements ComponentHost {
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "b",
          "<",
          "&amp;",
          "\"'>",
          "</em>",
          "é€😀",
          "\n",
          "{text}",
          "\u0000\u001f",
          "\\",
          "javascript:x",
          "<!--",
          " x ",
          "\u2028",
          "long enough to be more than one word");

  final Random random;
  String text = "text";
  String title = "";
  int count;
  boolean on;
  boolean off;
  @Nullable String maybe;
  final Map<String, String> map = new HashMap<>();
  List<Item> items = List.of();
  List<Item> others = new ArrayList<>();
  final List<MutableItem> mutables = new ArrayList<>();
  List<String> words = new ArrayList<>();
  final LiveStream<Item> rows = LiveStream.of("rows", Item::id);

  private final Map<String, Object> components = new HashMap<>();

  FuzzView(Random random) {
    this.random = random;
    for (int i = random.nextInt(40); i > 0; i--) {
      change();
    }
  }

  Template<FuzzView> template(String html) {
    return Template.of(MethodHandles.lookup(), html, FuzzComponents.class);
  }

  private String anyText() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private @Nullable String anyMaybe() {
    return random.nextBoolean() ? null : anyText();
  }

  private Item anyItem(int id, int depth) {
    return new Item(
        id,
        anyText(),
        random.nextBoolean(),
        anyMaybe(),
        anyWords(),
        depth == 0 ? List.of() : anyItems(depth - 1));
  }

  private List<String> anyWords() {
    List<String> some = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      some.add(anyText());
    }
    return List.copyOf(some);
  }

  private List<Item> anyItems(int depth) {
    Set<Integer> ids = new HashSet<>();
    List<Item> some = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int id = random.nextInt(6);
      if (ids.add(id)) {
        some.add(anyItem(id, depth));
      }
    }
    return List.copyOf(some);
  }

  /** Changes one thing. */
  void change() {
    switch (random.nextInt(18)) {
      case 0 -> text = anyText();
      case 1 -> title = anyText();
      case 2 -> count = random.nextInt(3);
      case 3 -> on = !on;
      case 4 -> off = random.nextBoolean();
      case 5 -> maybe = anyMaybe();
      case 6 -> map.put(random.nextBoolean() ? "a" : "b", anyText());
      case 7 -> words = random.nextBoolean() ? new ArrayList<>(anyWords()) : anyWords();
      case 8, 12, 13 -> changeMutables();
      case 9 -> changeRows();
      case 10, 14, 15, 16 -> {
        List<Item> changed = new ArrayList<>(items);
        changeItems(changed);
        items = random.nextBoolean() ? List.copyOf(changed) : changed;
      }
      default -> changeItems(others);
    }
  }

  private void changeItems(List<Item> list) {
    switch (random.nextInt(7)) {
      case 0 -> Collections.shuffle(list, random);
      case 1 -> list.clear();
      case 2 -> {
        if (!list.isEmpty()) {
          list.remove(random.nextInt(list.size()));
        }
      }
      case 3, 4 -> {
        if (!list.isEmpty()) {
          int at = random.nextInt(list.size());
          list.set(at, anyItem(list.get(at).id(), 2));
        }
      }
      default -> {
        int id = random.nextInt(20);
        if (list.stream().noneMatch(item -> item.id() == id)) {
          list.add(random.nextInt(list.size() + 1), anyItem(id, 2));
        }
      }
    }
  }

  private void changeMutables() {
    if (mutables.isEmpty() || random.nextInt(4) == 0) {
      int id = random.nextInt(20);
      if (mutables.stream().noneMatch(item -> item.id == id)) {
        mutables.add(random.nextInt(mutables.size() + 1), new MutableItem(id, anyText()));
      }
      return;
    }
    MutableItem item = mutables.get(random.nextInt(mutables.size()));
    switch (random.nextInt(7)) {
      case 0 -> item.text = anyText();
      case 1 -> item.on = !item.on;
      case 2 -> item.maybe = anyMaybe();
      case 3 -> item.words.add(anyText());
      case 4 -> item.items = anyItems(1);
      case 5 -> Collections.shuffle(mutables, random);
      default -> mutables.remove(item);
    }
  }

  private void changeRows() {
    Item item = anyItem(random.nextInt(8), 0);
    switch (random.nextInt(8)) {
      case 0 -> rows.delete(item);
      case 1 -> rows.addFirst(item);
      case 2 -> rows.update(item);
      case 3 -> rows.insert(item, random.nextInt(3), 0);
      case 4 -> rows.insert(item, -1, -3);
      case 5 -> rows.reset(anyItems(0));
      default -> rows.add(item);
    }
  }

  /** Changes the state of a component, as its own event would. */
  void change(Object component) {
    if (component instanceof Cell cell) {
      switch (random.nextInt(3)) {
        case 0 -> cell.n++;
        case 1 -> cell.open = !cell.open;
        default -> cell.words = anyWords();
      }
    } else if (component instanceof Dot dot) {
      dot.k++;
    }
  }

  @Override
  public Object create(Class<?> type, Object id, int cid) {
    Object component = type == Cell.class ? new Cell() : new Dot();
    components.put(type.getSimpleName() + id, component);
    return component;
  }

  @Override
  public void update(Object component) {}

  @Override
  public Template<?> template(Object component) {
    return component instanceof Cell ? Cell.TEMPLATE : Dot.TEMPLATE;
  }

  /** A host with copies of this view's components, for a full render. */
  ComponentHost copies(Set<Object> rendered) {
    return new ComponentHost() {
      @Override
      public Object create(Class<?> type, Object id, int cid) {
        Object live = components.get(type.getSimpleName() + id);
        rendered.add(live == null ? id : live);
        return live instanceof Cell cell
            ? cell.copy()
            : live instanceof Dot dot ? dot.copy() : type == Cell.class ? new Cell() : new Dot();
      }

      @Override
      public void update(Object component) {}

      @Override
      public Template<?> template(Object component) {
        return FuzzView.this.template(component);
      }
    };
  }

  /** Removes a component that the client no longer has. */
  void remove(Object component) {
    components.values().removeIf(other -> other == component);
  }
}
