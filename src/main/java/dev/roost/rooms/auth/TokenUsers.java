package dev.roost.rooms.auth;

import dev.roost.auth.Claims;
import dev.roost.auth.TokenRefusedException;
import dev.roost.auth.TokenVerifier;
import dev.roost.rooms.users.User;
import dev.roost.rooms.users.Users;
import io.vertx.core.Future;

/**
 * Finds the user of a token: checks the token, then its session, then looks for the user. Safe for
 * any thread.
 */
public final class TokenUsers {
  private final TokenVerifier verifier;
  private final SessionStates sessions;
  private final Users users;

  /** A user and the token that they came with. */
  public record TokenUser(User user, VerifiedToken token) {}

  /**
   * Of these users.
   *
   * @param sessions the sessions that tokens with the claim {@code roost_session} belong to; tokens
   *     without it are good until they expire
   */
  public TokenUsers(TokenVerifier verifier, SessionStates sessions, Users users) {
    this.verifier = verifier;
    this.sessions = sessions;
    this.users = users;
  }

  /**
   * The user of a token.
   *
   * @return fails with a {@link TokenRefusedException} if the token, its session or its user is not
   *     good
   */
  public Future<TokenUser> find(String token) {
    return verifier.verify(token).compose(claims -> find(new Claims(claims)));
  }

  /** The user of a token that is verified; fails as {@link #find(String)} does. */
  Future<TokenUser> find(Claims claims) {
    return VerifiedToken.of(claims)
        .compose(
            verified ->
                isLive(verified)
                    .compose(
                        live ->
                            live ? user(verified) : refused("the session of the token has ended")));
  }

  TokenVerifier verifier() {
    return verifier;
  }

  /** Whether this server recently received the end of the token's session. At once. */
  boolean hasEnded(VerifiedToken token) {
    String session = token.sessionId();
    return session != null && sessions.hasEnded(session);
  }

  private Future<Boolean> isLive(VerifiedToken token) {
    String session = token.sessionId();
    return session == null
        ? Future.succeededFuture(true)
        : sessions.isLive(session, token.userId());
  }

  private Future<TokenUser> user(VerifiedToken token) {
    return users
        .find(token.userId())
        .compose(
            found ->
                found
                    .map(user -> Future.succeededFuture(new TokenUser(user, token)))
                    .orElseGet(() -> refused("the user of the token is unknown")));
  }

  private static Future<TokenUser> refused(String reason) {
    return Future.failedFuture(new TokenRefusedException(reason));
  }
}
