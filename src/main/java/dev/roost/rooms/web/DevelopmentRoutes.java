package dev.roost.rooms.web;

import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.sessions.SessionTokens;
import dev.roost.rooms.users.User;
import dev.roost.rooms.users.Users;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /dev/users} and {@code /dev/tokens}: anyone may get the token of any user, for development
 * and demonstrations. Not for a server that others can reach.
 */
public final class DevelopmentRoutes {
  private static final int MAX_BODY_BYTES = 10_000;
  private static final int MAX_USERS = 100;

  private final Users users;
  private final SessionTokens tokens;

  private record AllUsers(List<User> users) {}

  private record SignedIn(@JsonProperty("jwt") String token, User user) {}

  /** Gives tokens of these users. */
  public DevelopmentRoutes(Users users, SessionTokens tokens) {
    this.users = users;
    this.tokens = tokens;
  }

  /** Adds the routes. */
  public void mount(Router router) {
    router.route("/dev/*").failureHandler(new UnavailableHandler());
    router.get("/dev/users").handler(this::allUsers);
    router
        .post("/dev/tokens")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(this::signIn)
        .failureHandler(DevelopmentRoutes::failed);
  }

  private void allUsers(RoutingContext context) {
    users
        .first(MAX_USERS)
        .onSuccess(all -> context.json(new AllUsers(all)))
        .onFailure(context::fail);
  }

  private void signIn(RoutingContext context) {
    if (!(parsed(context.body().buffer()) instanceof JsonObject body)) {
      refuse(context, 400, "the body is no JSON object");
      return;
    }
    Object id = body.getValue("user_id");
    if (!(id instanceof Integer || id instanceof Long)) {
      refuse(context, 422, "user_id is no number");
      return;
    }
    users
        .find(((Number) id).longValue())
        .onSuccess(found -> answer(context, found))
        .onFailure(context::fail);
  }

  private static void failed(RoutingContext context) {
    if (context.statusCode() == REQUEST_ENTITY_TOO_LARGE.code()) {
      refuse(context, context.statusCode(), "the body is too large");
    } else {
      context.next();
    }
  }

  private static @Nullable Object parsed(@Nullable Buffer body) {
    try {
      return body == null ? null : Json.decodeValue(body);
    } catch (DecodeException e) {
      return null;
    }
  }

  private void answer(RoutingContext context, Optional<User> found) {
    found.ifPresentOrElse(
        user ->
            tokens
                .issue(user)
                .onSuccess(token -> context.json(new SignedIn(token, user)))
                .onFailure(context::fail),
        () -> refuse(context, 422, "there is no such user"));
  }

  private static void refuse(RoutingContext context, int status, String error) {
    context.response().setStatusCode(status);
    context.json(Map.of("error", error));
  }
}
