package dev.roost.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request to publish. */
final class PublishRequest {
  private static final int MAX_TOPIC = 1_024;
  private static final int MAX_EVENT = 256;
  private static final int MAX_REASON = 200;

  // Numbers are passed on with all their digits.
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

  private PublishRequest() {}

  /**
   * The messages of a body, one or several.
   *
   * @throws PublishException if anything is wrong with any of them
   */
  static List<Broadcast> read(@Nullable Buffer body, int maxMessages, Predicate<String> topics)
      throws PublishException {
    JsonNode json = json(body);
    if (!json.has("messages")) {
      return List.of(broadcast(json, "", topics));
    }
    JsonNode messages = json.path("messages");
    if (!messages.isArray() || messages.isEmpty() || messages.size() > maxMessages) {
      throw new PublishException("messages: expected an array of 1 to " + maxMessages);
    }
    List<Broadcast> all = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      all.add(broadcast(messages.get(i), "messages[" + i + "].", topics));
    }
    return all;
  }

  private static JsonNode json(@Nullable Buffer body) throws PublishException {
    try {
      JsonNode json = body == null ? null : JSON.readTree(body.getBytes());
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException malformed) {
      String reason = String.valueOf(malformed.getOriginalMessage());
      throw new PublishException(
          "body: expected a JSON object: "
              + reason.substring(0, Math.min(MAX_REASON, reason.length())));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory could not be read", e);
    }
    throw new PublishException("body: expected a JSON object");
  }

  private static Broadcast broadcast(JsonNode message, String in, Predicate<String> topics)
      throws PublishException {
    String topic = text(message, in, "topic", MAX_TOPIC);
    if (!topics.test(topic)) {
      throw new PublishException(in + "topic: this key may not send to it");
    }
    String event = text(message, in, "event", MAX_EVENT);
    if (event.startsWith("phx_")) {
      throw new PublishException(in + "event: names with phx_ belong to the protocol");
    }
    JsonNode payload = message.path("payload");
    if (!payload.isObject()) {
      throw new PublishException(in + "payload: expected a JSON object");
    }
    return new Broadcast(topic, event, Payload.of(payload));
  }

  private static String text(JsonNode message, String in, String field, int max)
      throws PublishException {
    String text = message.path(field).textValue();
    if (text == null || text.isEmpty() || text.length() > max) {
      throw new PublishException(in + field + ": expected a text of 1 to " + max + " characters");
    }
    return text;
  }
}
