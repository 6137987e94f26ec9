package dev.roost.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Absinthe's control topic: runs the client's documents. Each subscription's results arrive on a
 * topic of its own.
 */
final class AbsintheChannel extends Channel {
  private final PostSchema schema;
  private final Set<String> subscribed = new HashSet<>();

  AbsintheChannel(PostSchema schema) {
    this.schema = schema;
    on("doc", push -> push.reply(Reply.ok(run(push.payload().json()))));
    on("unsubscribe", this::handleUnsubscribe);
  }

  @Override
  public Reply join(Join join) {
    return Reply.ok();
  }

  @Override
  public void terminate(StopReason reason) {
    subscribed.forEach(schema::unsubscribe);
  }

  private Object run(JsonNode request) {
    PostSchema.Document document = PostSchema.Document.of(request);
    return switch (document.operation() + " " + document.field()) {
      case "query posts" -> Map.of("data", Map.of("posts", schema.posts(document)));
      case "mutation addPost" ->
          Map.of("data", Map.of("addPost", schema.addPost(document, this::publish)));
      case "subscription postAdded" -> {
        if (subscribed.add(document.id())) {
          forward(document.id());
          schema.subscribe(document);
        }
        yield Map.of("subscriptionId", document.id());
      }
      default -> Map.of("errors", List.of(Map.of("message", "the schema has no such field")));
    };
  }

  private void publish(PostSchema.Document subscription, Object result) {
    endpoint()
        .broadcast(
            subscription.id(),
            "subscription:data",
            Map.of("subscriptionId", subscription.id(), "result", result));
  }

  private void handleUnsubscribe(Push push) {
    String id = push.payload().json().path("subscriptionId").asText();
    if (subscribed.remove(id)) {
      unsubscribe(id);
      schema.unsubscribe(id);
    }
    push.reply(Reply.ok(Map.of("subscriptionId", id)));
  }
}
