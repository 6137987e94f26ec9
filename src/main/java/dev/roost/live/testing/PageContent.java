package dev.roost.live.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The views of a page, and the document that they make together. */
final class PageContent {
  /** Elements of views. */
  private static final String VIEWS = "[data-phx-session]";

  private final Map<String, PageView> views = new LinkedHashMap<>();
  private String main = "";
  private @Nullable Document document;

  /** Shows the main view of a page that has loaded, and nothing else. */
  PageView load(String html) {
    clear();
    PageView root = viewOf(Jsoup.parseBodyFragment(html).expectFirst("[data-phx-main]"), false);
    main = root.id();
    views.put(main, root);
    return root;
  }

  private static PageView viewOf(Element element, boolean sticky) {
    return new PageView(
        element.id(), element.attr("data-phx-session"), element.attr("data-phx-static"), sticky);
  }

  /** Shows nothing. */
  void clear() {
    views.clear();
    document = null;
  }

  /** Drops the views within the main one. Sticky views stay. */
  void removeNested() {
    views.values().removeIf(view -> !view.id().equals(main) && !view.isSticky());
  }

  boolean isEmpty() {
    return views.isEmpty();
  }

  String mainId() {
    return main;
  }

  @Nullable PageView find(String id) {
    return views.get(id);
  }

  /** The views, the main one first. */
  Collection<PageView> views() {
    return views.values();
  }

  List<String> ids() {
    return List.copyOf(views.keySet());
  }

  // -- The document

  /** A view renders differently from now on. */
  void changed() {
    document = null;
  }

  /** Takes out the views whose elements are gone. */
  List<PageView> removeGone() {
    Document page = document();
    List<PageView> gone = new ArrayList<>();
    for (PageView view : views.values()) {
      if (!view.id().equals(main) && page.getElementById(view.id()) == null) {
        gone.add(view);
      }
    }
    gone.forEach(view -> views.remove(view.id()));
    return gone;
  }

  /** Adds the views whose elements have appeared. */
  List<PageView> addAppeared() {
    List<PageView> appeared = new ArrayList<>();
    for (Element element : document().select(VIEWS)) {
      if (!views.containsKey(element.id()) && !element.attr("data-phx-session").isEmpty()) {
        PageView child = viewOf(element, element.hasAttr("data-phx-sticky"));
        views.put(child.id(), child);
        appeared.add(child);
      }
    }
    return appeared;
  }

  /** The elements of all views. */
  Document document() {
    if (document == null) {
      Document made = Jsoup.parseBodyFragment("");
      made.outputSettings().prettyPrint(false);
      PageView root = views.get(main);
      if (root != null) {
        Element container = made.body().appendElement("div").attr("id", main);
        container.attr("data-phx-main", true).attr("data-phx-session", "");
        fill(container, root);
      }
      document = made;
    }
    return document;
  }

  private void fill(Element container, PageView view) {
    container.html(view.isJoinedOnce() ? view.tree().html() : "");
    for (Element child : container.select(VIEWS)) {
      PageView nested = views.get(child.id());
      if (nested != null && !nested.id().equals(view.id())) {
        fill(child, nested);
      }
    }
  }

  /** The id of the view that an element belongs to. */
  String ownerOf(Element element) {
    Element container = element.closest(VIEWS);
    return container == null ? main : container.id();
  }
}
