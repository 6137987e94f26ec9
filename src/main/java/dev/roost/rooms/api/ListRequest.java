package dev.roost.rooms.api;

import dev.roost.presence.Presence;
import dev.roost.rooms.challenges.Language;
import dev.roost.rooms.lists.ListPage;
import dev.roost.rooms.lists.ListPosition;
import dev.roost.rooms.lists.ListQuery;
import dev.roost.rooms.lists.ListQuery.Show;
import dev.roost.rooms.lists.ListQuery.Sort;
import dev.roost.rooms.lists.ListedRoom;
import dev.roost.rooms.lists.PeopleHere;
import dev.roost.rooms.lists.SearchText;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters of lists of challenges and chats, and writes their pages. */
final class ListRequest {
  private ListRequest() {}

  /** The query, or nothing if it cannot be read: then the client is told so. */
  static Optional<ListQuery> read(RoutingContext context) {
    MultiMap given = context.request().params();
    Optional<Show> show = Show.named(or(given.get("show"), "all"));
    Optional<Sort> sort = Sort.named(or(given.get("sort"), "oldest"));
    Optional<SearchText> search = search(context);
    String language = given.get("language");
    if (show.isEmpty()) {
      return refuse(context, "show is all, own or shared");
    }
    if (sort.isEmpty()) {
      return refuse(context, "sort is oldest, newest or active");
    }
    if (search.isEmpty()) {
      return Optional.empty();
    }
    if (language != null && Language.named(language).isEmpty()) {
      return refuse(context, "language is unknown");
    }
    Optional<Integer> limit = PageQuery.limit(given.get("limit"));
    String after = given.get("after");
    Optional<ListPosition> position =
        after == null ? Optional.empty() : ListPosition.parse(after, sort.get());
    if (limit.isEmpty() || (after != null && position.isEmpty())) {
      return refuse(context, PageQuery.ERROR);
    }
    return Optional.of(
        new ListQuery(
            Authentication.userOf(context).id(),
            Boolean.parseBoolean(given.get("archived")),
            show.get(),
            sort.get(),
            search.get(),
            language,
            position.orElse(null),
            limit.get()));
  }

  /** The search text, or nothing if it is too long: then the client is told so. */
  static Optional<SearchText> search(RoutingContext context) {
    String text = or(context.request().getParam("search"), "");
    if (text.length() > SearchText.MAX_CHARACTERS || text.indexOf('\0') >= 0) {
      return refuse(
          context, "search is a text of at most " + SearchText.MAX_CHARACTERS + " characters");
    }
    return Optional.of(SearchText.of(text));
  }

  static <T> Optional<T> refuse(RoutingContext context, String error) {
    Answers.error(context, 400, error);
    return Optional.empty();
  }

  private static String or(@Nullable String given, String otherwise) {
    return given == null ? otherwise : given;
  }

  /** The page as the client gets it, with the people in each room. */
  static <T> void answer(
      RoutingContext context,
      String name,
      ListQuery query,
      ListPage<T> page,
      Presence presence,
      Function<T, String> topic) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(
        name,
        page.map(room -> new ListedRoom<>(room, PeopleHere.at(presence, topic.apply(room))))
            .items());
    if (page.next() != null) {
      json.put("next", page.next().json(query.sort()));
    }
    context.json(json);
  }
}
