package dev.roost.rooms.api;

import dev.roost.rooms.auth.TokenRefusedException;
import dev.roost.rooms.auth.TokenVerifier;
import dev.roost.rooms.users.User;
import dev.roost.rooms.users.Users;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Finds out who asks. Safe for any thread. */
public final class Authentication {
  private static final String BEARER = "bearer ";
  private static final String USER = "user";

  private final TokenVerifier verifier;
  private final Users users;

  /** By tokens of these users. */
  public Authentication(TokenVerifier verifier, Users users) {
    this.verifier = verifier;
    this.users = users;
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

  /** Who was let through. */
  static User userOf(RoutingContext context) {
    return context.get(USER);
  }

  private Future<Optional<User>> user(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return Future.succeededFuture(Optional.empty());
    }
    boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return verifier
        .verify(bearer ? header.substring(BEARER.length()).strip() : header.strip())
        .compose(users::find)
        .recover(
            failure ->
                failure instanceof TokenRefusedException
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }
}
