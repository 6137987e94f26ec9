package dev.roost.routes;

import dev.roost.Endpoint;
import dev.roost.serializer.Broadcast;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * {@code POST /api/broadcast}: other programs send to topics, as {@link Endpoint#broadcast} does,
 * one message or several.
 *
 * <pre>{@code
 * {"topic": "room:lobby", "event": "news", "payload": {"text": "hello"}}
 * {"messages": [{"topic": …, "event": …, "payload": …}, …]}
 * }</pre>
 *
 * <p>The answer is 202 with {@code {"sent": 1}}, once the messages are on their way to the clients
 * of this node and to other nodes. Either all of a request are sent or, if anything is wrong with
 * one, none: then the answer is 422 with {@code {"error": …}}. Other answers: 401 without the key,
 * 413 for a body that is too large, 503 once the endpoint is closed.
 *
 * <p>The event {@code disconnect} to a socket id closes its connections, see {@link
 * Endpoint#disconnect}; {@link #topics} can exclude that.
 */
public final class PublishRoutes {
  private static final String PATH = "/api/broadcast";
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_MESSAGES = 100;

  private final Endpoint endpoint;
  private final Handler<RoutingContext> authentication;
  private String path = PATH;
  private int maxBodyBytes = MAX_BODY_BYTES;
  private int maxMessages = MAX_MESSAGES;
  private Predicate<String> topics = any -> true;

  /**
   * Sends to topics of this endpoint.
   *
   * @param authentication lets a request through by {@code next}, or answers it; usually a {@link
   *     BearerKey}
   */
  public PublishRoutes(Endpoint endpoint, Handler<RoutingContext> authentication) {
    this.endpoint = Objects.requireNonNull(endpoint);
    this.authentication = Objects.requireNonNull(authentication);
  }

  /** Another path than {@code /api/broadcast}. */
  public PublishRoutes path(String other) {
    path = Objects.requireNonNull(other);
    return this;
  }

  /** How many bytes a request may have; 1 MiB by default. Beyond, the answer is 413. */
  public PublishRoutes maxBodyBytes(int bytes) {
    maxBodyBytes = positive(bytes);
    return this;
  }

  /** How many messages a request may have; 100 by default. Beyond, the answer is 422. */
  public PublishRoutes maxMessages(int number) {
    maxMessages = positive(number);
    return this;
  }

  /** The topics that may be sent to; all by default. For others, the answer is 422. */
  public PublishRoutes topics(Predicate<String> allowed) {
    topics = Objects.requireNonNull(allowed);
    return this;
  }

  private static int positive(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("expected a positive number, found " + number);
    }
    return number;
  }

  /** Adds the route. */
  public PublishRoutes mount(Router router) {
    router.route(HttpMethod.POST, path).handler(authentication);
    router
        .route(HttpMethod.POST, path)
        .handler(BodyHandler.create(false).setBodyLimit(maxBodyBytes))
        .handler(this::publish)
        .failureHandler(this::failed);
    return this;
  }

  private void publish(RoutingContext context) {
    // A body handler of the application's may have read it.
    if (context.body().length() > maxBodyBytes) {
      tooLarge(context);
      return;
    }
    List<Broadcast> broadcasts;
    try {
      broadcasts = PublishRequest.read(context.body().buffer(), maxMessages, topics);
      endpoint.broadcastAll(broadcasts);
    } catch (PublishException refused) {
      JsonAnswer.error(context, 422, String.valueOf(refused.getMessage()));
      return;
    } catch (IllegalStateException refused) {
      if (endpoint.isClosed()) {
        JsonAnswer.error(context, 503, "the server is being stopped");
      } else {
        JsonAnswer.error(context, 422, "topic: " + refused.getMessage());
      }
      return;
    }
    JsonAnswer.send(context, 202, new JsonObject().put("sent", broadcasts.size()));
  }

  private void failed(RoutingContext context) {
    if (context.statusCode() == 413) {
      tooLarge(context);
    } else {
      context.next();
    }
  }

  private void tooLarge(RoutingContext context) {
    JsonAnswer.error(context, 413, "body: expected at most " + maxBodyBytes + " bytes");
  }
}
