package dev.roost.rooms.api;

import dev.roost.auth.TokenRefusedException;
import dev.roost.rooms.auth.TokenUsers;
import dev.roost.rooms.auth.TokenUsers.TokenUser;
import dev.roost.rooms.users.User;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Finds out who asks. Safe for any thread. */
public final class Authentication {
  private static final String BEARER = "bearer ";
  private static final String USER = "user";

  private final TokenUsers tokens;

  /** By tokens of these users. */
  public Authentication(TokenUsers tokens) {
    this.tokens = tokens;
  }

  /** Lets only those through who bring a good token; the others get status 403 and the error. */
  Handler<RoutingContext> orRefuse(String error) {
    return context ->
        user(context)
            .onSuccess(
                user -> {
                  if (user.isPresent()) {
                    context.put(USER, user.get());
                    context.next();
                  } else {
                    Answers.error(context, 403, error);
                  }
                })
            .onFailure(context::fail);
  }

  /** Accepts every request; {@link #tokenUserOf} then returns the user of a valid token. */
  Handler<RoutingContext> ifAny() {
    return context ->
        user(context)
            .onSuccess(
                user -> {
                  user.ifPresent(found -> context.put(USER, found));
                  context.next();
                })
            .onFailure(context::fail);
  }

  /** The user of the accepted request. */
  static User userOf(RoutingContext context) {
    return context.<TokenUser>get(USER).user();
  }

  /** The user of the accepted request, with the token. */
  static Optional<TokenUser> tokenUserOf(RoutingContext context) {
    return Optional.ofNullable(context.get(USER));
  }

  private Future<Optional<TokenUser>> user(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return Future.succeededFuture(Optional.empty());
    }
    boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return tokens
        .find(bearer ? header.substring(BEARER.length()).strip() : header.strip())
        .map(Optional::of)
        .recover(
            failure ->
                failure instanceof TokenRefusedException
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }
}
