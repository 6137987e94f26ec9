package dev.roost.clients;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schema of three fields, each with the argument {@code room}: the query {@code posts}, the
 * mutation {@code addPost} and the subscription {@code postAdded}. In the place of a GraphQL
 * engine.
 */
final class PostSchema {
  private static final Pattern DOCUMENT =
      Pattern.compile(
          "\\s*(query|mutation|subscription)\\b[^{]*\\{"
              + "\\s*(\\w+)\\s*\\([^)]*\\)\\s*\\{([^}]*)}\\s*}\\s*");

  private final Map<String, List<Map<String, String>>> posts = new ConcurrentHashMap<>();
  private final Map<String, Subscribed> subscribed = new ConcurrentHashMap<>();

  /** A document with the number of channels that want its results. */
  private record Subscribed(Document document, int channels) {}

  /** One operation. */
  record Document(
      String operation, String field, List<String> selection, String room, String text) {

    /** Reads one; its field is empty if it cannot be read. */
    static Document of(JsonNode request) {
      Matcher parts = DOCUMENT.matcher(request.path("query").asText());
      if (!parts.matches()) {
        return new Document("", "", List.of(), "", "");
      }
      JsonNode variables = request.path("variables");
      return new Document(
          parts.group(1),
          parts.group(2),
          List.of(parts.group(3).trim().split("\\s+")),
          variables.path("room").asText(),
          variables.path("text").asText());
    }

    /** The same for all clients that want the same, so they share the results. */
    String id() {
      return "__absinthe__:doc:" + room + ":" + String.join(",", selection);
    }

    Map<String, Object> select(Map<String, String> post) {
      Map<String, Object> selected = new LinkedHashMap<>();
      selection.forEach(name -> selected.put(name, post.get(name)));
      return selected;
    }
  }

  List<Map<String, Object>> posts(Document query) {
    return posts.getOrDefault(query.room, List.of()).stream().map(query::select).toList();
  }

  /** Adds a post, and has the results of all subscriptions that it concerns published. */
  Map<String, Object> addPost(Document mutation, BiConsumer<Document, Object> publish) {
    List<Map<String, String>> room =
        posts.computeIfAbsent(mutation.room, name -> new CopyOnWriteArrayList<>());
    Map<String, String> post = new TreeMap<>(Map.of("text", mutation.text));
    post.put("id", mutation.room + "-" + room.size());
    room.add(post);
    for (Subscribed each : subscribed.values()) {
      Document document = each.document;
      if (document.room.equals(mutation.room)) {
        publish.accept(document, Map.of("data", Map.of("postAdded", document.select(post))));
      }
    }
    return mutation.select(post);
  }

  /** From now on, the document's results are published. */
  void subscribe(Document subscription) {
    subscribed.merge(
        subscription.id(),
        new Subscribed(subscription, 1),
        (before, one) -> new Subscribed(before.document, before.channels + 1));
  }

  /** Ends {@link #subscribe} for one channel. */
  void unsubscribe(String id) {
    subscribed.computeIfPresent(
        id,
        (same, before) ->
            before.channels == 1 ? null : new Subscribed(before.document, before.channels - 1));
  }

  int subscriptions() {
    return subscribed.size();
  }
}
