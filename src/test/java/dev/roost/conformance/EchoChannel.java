package dev.roost.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.serializer.Payload;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code echo:*}: one event for each response a channel can give. */
final class EchoChannel extends Channel {
  private static final long LATER_MILLIS = 20;
  private static final Set<String> STATUSES = Set.of("ok", "error", "pending", "created");

  private final Map<String, JsonNode> assigned = new HashMap<>();

  private record LateReply(Push push) {}

  private record LatePush(Payload payload) {}

  @Override
  public Reply join(Join join) {
    JsonNode params = join.payload().json();
    if (params.has("deny")) {
      return Reply.error(Map.of("reason", params.get("deny")));
    }
    if (params.path("crash").asBoolean()) {
      throw new IllegalStateException("asked to crash");
    }
    return params.has("reply")
        ? Reply.ok(Map.of("joined", join.topic(), "params", params))
        : Reply.ok();
  }

  @Override
  public void handleIn(Push push) {
    Payload payload = push.payload();
    switch (push.event()) {
      case "ping" -> push.reply(Reply.ok(payload));
      case "ping_status" -> push.ok();
      case "fail" -> push.reply(Reply.error(payload));
      case "custom_status" -> push.reply(Reply.of(status(payload.json())));
      case "noreply" -> {}
      case "push" -> push("pushed", payload);
      case "push_then_reply" -> {
        push("pushed", payload);
        push.ok();
      }
      case "async" -> postAfter(LATER_MILLIS, new LateReply(push));
      case "async_push" -> postAfter(LATER_MILLIS, new LatePush(payload));
      case "stop" -> stop();
      case "stop_reply" -> {
        push.reply(Reply.ok(payload));
        stop(StopReason.SHUTDOWN);
      }
      case "stop_error" -> stop(StopReason.ERROR);
      case "crash" -> throw new IllegalStateException("asked to crash");
      case "assign" -> {
        JsonNode json = payload.json();
        assigned.put(json.required("key").asText(), json.required("value"));
        push.ok();
      }
      case "assigned" ->
          push.reply(
              Reply.ok(object("value", assigned.get(payload.json().required("key").asText()))));
      case "whoami" ->
          push.reply(
              Reply.ok(
                  object("user", socket().get("user"), "auth_token", socket().get("auth_token"))));
      case "binary" -> push.reply(Reply.ok(payload.binary()));
      case "push_binary" -> push("pushed_binary", payload.binary());
      default -> push.unknown();
    }
  }

  @Override
  public void handleInfo(Object message) {
    if (message instanceof LateReply late) {
      late.push.reply(Reply.ok(late.push.payload()));
    } else if (message instanceof LatePush late) {
      push("later", late.payload);
    }
  }

  private static String status(JsonNode payload) {
    String status = payload.required("status").asText();
    if (!STATUSES.contains(status)) {
      throw new IllegalArgumentException("unknown status");
    }
    return status;
  }

  private static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
