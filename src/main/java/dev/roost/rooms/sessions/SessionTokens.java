package dev.roost.rooms.sessions;

import dev.roost.rooms.auth.TokenIssuer;
import dev.roost.rooms.users.User;
import io.vertx.core.Future;

/** Signs users in: a session and its token. Safe for any thread. */
public final class SessionTokens {
  private final Sessions sessions;
  private final TokenIssuer issuer;

  /** Tokens of this issuer. */
  public SessionTokens(Sessions sessions, TokenIssuer issuer) {
    this.sessions = sessions;
    this.issuer = issuer;
  }

  /** Begins a session, and gives its token. */
  public Future<String> issue(User user) {
    return sessions.begin(user.id()).map(session -> issuer.issue(user, session));
  }
}
