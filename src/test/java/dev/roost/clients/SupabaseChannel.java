package dev.roost.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.channel.Channel;
import dev.roost.channel.Forwarding;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.serializer.Payload;
import dev.roost.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A {@code realtime:*} topic of Supabase: broadcast, presence and changes of tables. */
final class SupabaseChannel extends Channel {
  private final Tokens tokens;
  private final List<TableChanges> changes = new ArrayList<>();
  private boolean toSelf;
  private boolean acknowledges;
  private boolean presenceEnabled;
  private String presenceKey = "";

  SupabaseChannel(Tokens tokens) {
    this.tokens = tokens;
    on(UserBroadcast.EVENT, this::handleUserBroadcast);
    on("presence", this::handlePresence);
    on("access_token", this::handleAccessToken);
  }

  @Override
  public Reply join(Join join) {
    JsonNode params = join.payload().json();
    JsonNode config = params.path("config");
    if (config.path("private").asBoolean() && !isValid(params.path("access_token"))) {
      return Reply.error(Map.of("reason", "Unauthorized: this channel is private"));
    }
    toSelf = config.path("broadcast").path("self").asBoolean();
    acknowledges = config.path("broadcast").path("ack").asBoolean();
    presenceEnabled = config.path("presence").path("enabled").asBoolean();
    presenceKey = config.path("presence").path("key").asText();
    if (presenceKey.isEmpty()) {
      presenceKey = UUID.randomUUID().toString();
    }
    List<JsonNode> bindings = new ArrayList<>();
    for (JsonNode wanted : config.path("postgres_changes")) {
      TableChanges table = TableChanges.of(wanted);
      changes.add(table);
      bindings.add(((ObjectNode) wanted).put("id", table.id()));
    }
    return Reply.ok(Map.of("postgres_changes", bindings));
  }

  @Override
  public void joined() {
    if (presenceEnabled) {
      push("presence_state", presence().list());
    }
    for (TableChanges table : changes) {
      forward(table.topic(), Forwarding.AS_IS.asTopic(topic()));
    }
    if (!changes.isEmpty()) {
      pushSystem("postgres_changes", "ok", "Subscribed to PostgreSQL");
    }
  }

  private void handleUserBroadcast(Push push) {
    Payload sent = push.payload();
    if (UserBroadcast.eventOf(sent) == null) {
      // In its JSON form.
      JsonNode json = sent.json();
      sent = UserBroadcast.of(json.path("event").asText(), "", Payload.of(json.path("payload")));
    }
    if (!sent.isObject() && !sent.isBinary()) {
      push.error(Map.of("reason", "the payload is an object or binary"));
      return;
    }
    if (toSelf) {
      broadcast(UserBroadcast.EVENT, sent);
    } else {
      broadcastFrom(UserBroadcast.EVENT, sent);
    }
    if (acknowledges) {
      push.ok();
    }
  }

  private void handlePresence(Push push) {
    JsonNode wanted = push.payload().json();
    if (wanted.path("event").asText().equals("track")) {
      presence().trackOrUpdate(presenceKey, wanted.path("payload"));
    } else {
      presence().untrack(presenceKey);
    }
    push.ok();
  }

  private void handleAccessToken(Push push) {
    if (!isValid(push.payload().json().path("access_token"))) {
      pushSystem("system", "error", "The access token is not valid");
      stop();
    }
  }

  private boolean isValid(JsonNode token) {
    return tokens.verify(token.textValue()).isValid();
  }

  private void pushSystem(String extension, String status, String message) {
    push(
        "system",
        Map.of(
            "extension", extension,
            "status", status,
            "message", message,
            "channel", topic().substring("realtime:".length())));
  }
}
