package dev.roost.rooms.auth;

import dev.roost.auth.JwtConnect;
import dev.roost.auth.TokenRefusal;
import dev.roost.auth.TokenRefusedException;
import dev.roost.auth.TokenSource;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.rooms.auth.TokenUsers.TokenUser;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.database.DatabaseUnavailableException;
import dev.roost.rooms.names.PlainName;
import dev.roost.rooms.users.Guest;
import dev.roost.rooms.users.Users;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides who may connect. A client with a good token of a user that exists may: the token comes by
 * phoenix.js's {@code authToken} option, or as the connect parameter {@code token}. Channels find
 * the user under {@code user}. A {@code disconnect} to {@code users_socket:<id>} closes all
 * connections of the user, one to {@code sessions_socket:<id>} those of a session. A connection
 * ends when its token expires.
 *
 * <p>If guests are admitted, a client without a token may connect with a name: the connect
 * parameter {@code nickname} or {@code user}. Channels find the {@link Guest} under {@code user}.
 */
public final class UserConnect {
  /** The connections of a session receive {@code disconnect} on the topic of this and its id. */
  public static final String SESSION_TOPIC_PREFIX = "sessions_socket:";

  private static final int MAX_GUEST_NAME = 40;

  private final TokenUsers tokens;
  private final Users users;

  private UserConnect(TokenUsers tokens, Users users) {
    this.tokens = tokens;
    this.users = users;
  }

  /**
   * A handler that accepts the users of these tokens.
   *
   * @param users whose names no guest has
   * @param guests whether clients without a token are admitted
   */
  public static JwtConnect handler(TokenUsers tokens, Users users, boolean guests) {
    UserConnect connect = new UserConnect(tokens, users);
    JwtConnect handler =
        JwtConnect.with(tokens.verifier())
            .tokenFrom(TokenSource.authToken(), TokenSource.param("token"))
            .accept((claims, request) -> connect.admitUser(tokens.find(claims), request));
    return guests ? handler.withoutToken(connect::admitGuest) : handler;
  }

  private Future<ConnectResult> admitUser(Future<TokenUser> found, ConnectRequest request) {
    return found
        .map(this::accept)
        .map(accepted -> withAddress(accepted, request))
        .recover(UserConnect::unavailable);
  }

  private static Future<ConnectResult> unavailable(Throwable failure) {
    return failure instanceof DatabaseUnavailableException
        ? ConnectResult.unavailable(DatabaseUnavailableException.RETRY_AFTER_SECONDS).now()
        : Future.failedFuture(failure);
  }

  private static Optional<String> guestName(ConnectRequest request) {
    return Stream.of("nickname", "user")
        .map(request.params()::get)
        .filter(Objects::nonNull)
        .flatMap(name -> PlainName.of(name, MAX_GUEST_NAME).stream())
        .findFirst();
  }

  private Future<ConnectResult> admitGuest(ConnectRequest request) {
    Optional<String> wanted = guestName(request);
    if (wanted.isEmpty()) {
      return Future.failedFuture(
          new TokenRefusedException(TokenRefusal.MISSING, "there is no token"));
    }
    String name = wanted.get();
    // An account keeps its name, whether or not its owner is present.
    return users
        .hasAccountNamed(name)
        .map(taken -> taken ? Guest.markedAs(name) : new Guest(name))
        .map(
            guest -> withAddress(ConnectResult.accept().assign("user", guest).anonymous(), request))
        .recover(UserConnect::unavailable);
  }

  private ConnectResult accept(TokenUser found) {
    long userId = found.user().id();
    String session = found.token().sessionId();
    ConnectResult accepted =
        ConnectResult.accept().assign("user", found.user()).id("users_socket:" + userId);
    return session == null
        ? accepted
        : accepted
            .disconnectOn(SESSION_TOPIC_PREFIX + session)
            // A sign-out while the client connects finds no subscription to close it by.
            .stillAccepted(() -> !tokens.hasEnded(found.token()));
  }

  // For the budgets of the address.
  private static ConnectResult withAddress(ConnectResult accepted, ConnectRequest request) {
    ConnectInfo.PeerData peer = request.info().peerData();
    return peer == null ? accepted : accepted.assign(Payer.ADDRESS, peer.address());
  }
}
