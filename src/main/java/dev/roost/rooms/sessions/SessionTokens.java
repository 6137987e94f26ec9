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

  /**
   * A session that has begun.
   *
   * @param id what {@link Sessions#end} takes
   */
  public record IssuedSession(String id, String token) {
    /** Without the token. */
    @Override
    public String toString() {
      return "IssuedSession[" + id + "]";
    }
  }

  /** Begins a session. */
  public Future<IssuedSession> begin(User user) {
    return sessions.begin(user.id()).map(id -> new IssuedSession(id, issuer.issue(user, id)));
  }

  /** Begins a session, and gives its token. */
  public Future<String> issue(User user) {
    return begin(user).map(IssuedSession::token);
  }
}
