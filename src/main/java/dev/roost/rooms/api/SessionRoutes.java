package dev.roost.rooms.api;

import dev.roost.rooms.auth.TokenUsers.TokenUser;
import dev.roost.rooms.sessions.Sessions;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** Signing out, here and everywhere. */
public final class SessionRoutes {
  private final Sessions sessions;

  /** Ends these sessions. */
  public SessionRoutes(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * Ends the session of the token that the client brings. Succeeds without one, too: there is
   * nothing left to sign out of. A token that another program made is good until it expires.
   */
  void signOut(RoutingContext context) {
    Optional<String> session =
        Authentication.tokenUserOf(context)
            .map(TokenUser::token)
            .flatMap(token -> Optional.ofNullable(token.sessionId()));
    answer(context, session.map(sessions::end).orElseGet(Future::succeededFuture));
  }

  /** Ends all sessions of the account. */
  void signOutEverywhere(RoutingContext context) {
    answer(context, sessions.endAll(Authentication.userOf(context).id()));
  }

  private static void answer(RoutingContext context, Future<Void> ended) {
    ended.onSuccess(done -> context.json(Map.of("ok", true))).onFailure(context::fail);
  }
}
