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
 * mutation {@code addPost} and the subscription {@code postAdded}. It replaces a GraphQL engine.
 */
final class PostSchema {
  private static final Pattern DOCUMENT =
      Pattern.compile(
          "\\s*(query|mutation|subscription)\\b[^{]*\\{"
              + "\\s*(\\w+)\\s*\\([^)]*\\)\\s*\\{([^}]*)}\\s*}\\s*");

  private final Map<String, List<Map<String, String>>> posts = new ConcurrentHashMap<>();
  private final Map<String, Subscribed> subscribed = new ConcurrentHashMap<>();

  /** A document and the number of channels that subscribe to it. */
  private record Subscribed(Document document, int channels) {}

  /** One operation. */
  record Document(
      String operation, String field, List<String> selection, String room, String text) {

    /** Parses a document; the field is empty if it is invalid. */
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

    /** Equal documents have the same id, so their clients share the results. */
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

  /** Adds a post and publishes the results of the affected subscriptions. */
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

  /** Starts publishing the document's results. */
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
