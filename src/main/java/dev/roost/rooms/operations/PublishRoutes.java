package dev.roost.rooms.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roost.Endpoint;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /api/broadcast}: other programs send to topics, one message or several. Either all
 * are sent or, if anything is wrong with one, none.
 */
final class PublishRoutes {
  private static final String PATH = "/api/broadcast";
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_MESSAGES = 100;
  private static final int MAX_TOPIC = 1_024;
  private static final int MAX_EVENT = 256;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Endpoint endpoint;
  private final BearerKey key;

  PublishRoutes(Endpoint endpoint, BearerKey key) {
    this.endpoint = endpoint;
    this.key = key;
  }

  void mount(Router router) {
    router.post(PATH).handler(key);
    router
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(this::publish)
        .failureHandler(PublishRoutes::failed);
  }

  /** What the sender has to change. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message, null, false, false);
    }
  }

  private void publish(RoutingContext context) {
    List<Broadcast> broadcasts;
    try {
      broadcasts = read(context);
    } catch (RefusedException refused) {
      answerError(context, 422, String.valueOf(refused.getMessage()));
      return;
    }
    for (Broadcast broadcast : broadcasts) {
      endpoint.broadcast(broadcast.topic(), broadcast.event(), broadcast.payload());
    }
    context.response().setStatusCode(202);
    context.json(new JsonObject().put("sent", broadcasts.size()));
  }

  private static List<Broadcast> read(RoutingContext context) throws RefusedException {
    JsonNode body = json(context);
    JsonNode messages = body.path("messages");
    if (!messages.isArray()) {
      return List.of(broadcast(body));
    }
    if (messages.isEmpty() || messages.size() > MAX_MESSAGES) {
      throw new RefusedException("messages: 1 to " + MAX_MESSAGES);
    }
    List<Broadcast> all = new ArrayList<>(messages.size());
    for (JsonNode message : messages) {
      all.add(broadcast(message));
    }
    return all;
  }

  private static JsonNode json(RoutingContext context) throws RefusedException {
    try {
      JsonNode json =
          context.body().buffer() == null
              ? null
              : JSON.readTree(context.body().buffer().getBytes());
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // Told below, as for JSON of another kind.
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory could not be read", e);
    }
    throw new RefusedException("The body is no JSON object");
  }

  private static Broadcast broadcast(JsonNode message) throws RefusedException {
    String event = text(message, "event", MAX_EVENT);
    if (event.startsWith("phx_")) {
      throw new RefusedException("event: those of the protocol are not for others to send");
    }
    JsonNode payload = message.path("payload");
    if (!payload.isObject()) {
      throw new RefusedException("payload: a JSON object");
    }
    return new Broadcast(text(message, "topic", MAX_TOPIC), event, Payload.of(payload));
  }

  private static String text(JsonNode message, String field, int max) throws RefusedException {
    String text = message.path(field).textValue();
    if (text == null || text.isEmpty() || text.length() > max) {
      throw new RefusedException(field + ": a text of 1 to " + max + " characters");
    }
    return text;
  }

  private static void failed(RoutingContext context) {
    int status = context.statusCode();
    if (status >= 400 && status < 500) {
      answerError(context, status, HttpResponseStatus.valueOf(status).reasonPhrase());
    } else {
      context.next();
    }
  }

  private static void answerError(RoutingContext context, int status, String error) {
    context.response().setStatusCode(status);
    context.json(new JsonObject().put("error", error));
  }
}
