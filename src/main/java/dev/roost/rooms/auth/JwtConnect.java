package dev.roost.rooms.auth;

import dev.roost.channel.ConnectHandler;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in who brings a good token of a user that exists: by phoenix.js's {@code authToken} option,
 * or as the connect parameter {@code token}. Channels find the user under {@code user}. A {@code
 * disconnect} to {@code users_socket:<id>} closes all connections of the user, one to {@code
 * sessions_socket:<id>} those of a session. A connection ends when its token expires.
 *
 * <p>Where guests are let in, so is who brings no token but a name: as the connect parameter {@code
 * nickname} or {@code user}. Channels find the {@link Guest} under {@code user}.
 */
public final class JwtConnect implements ConnectHandler {
  private static final Logger log = LoggerFactory.getLogger(JwtConnect.class);

  /** The topic on which the connections of a session hear {@code disconnect}: this and its id. */
  public static final String SESSION_TOPIC_PREFIX = "sessions_socket:";

  private static final int MAX_GUEST_NAME = 40;

  private final TokenUsers tokens;
  private final Users users;
  private final boolean guests;

  /**
   * Lets in the users of these tokens.
   *
   * @param users whose names no guest has
   * @param guests whether those without a token are let in
   */
  public JwtConnect(TokenUsers tokens, Users users, boolean guests) {
    this.tokens = tokens;
    this.users = users;
    this.guests = guests;
  }

  @Override
  public Future<ConnectResult> connect(ConnectRequest request) {
    String token = token(request);
    if (token == null) {
      return guestName(request)
          .map(name -> admitGuest(name, request))
          .orElseGet(() -> refuse("there is no token"));
    }
    return tokens
        .find(token)
        .map(this::accept)
        .map(accepted -> withAddress(accepted, request))
        .recover(
            failure ->
                failure instanceof TokenRefusedException refused
                    ? refuse(refused.reason())
                    : unavailable(failure));
  }

  private static Future<ConnectResult> unavailable(Throwable failure) {
    return failure instanceof DatabaseUnavailableException
        ? ConnectResult.unavailable(DatabaseUnavailableException.RETRY_AFTER_SECONDS).now()
        : Future.failedFuture(failure);
  }

  private static @Nullable String token(ConnectRequest request) {
    String authToken = request.info().authToken();
    return authToken != null ? authToken : request.params().get("token");
  }

  private Optional<String> guestName(ConnectRequest request) {
    return guests
        ? Stream.of("nickname", "user")
            .map(request.params()::get)
            .filter(Objects::nonNull)
            .flatMap(name -> PlainName.of(name, MAX_GUEST_NAME).stream())
            .findFirst()
        : Optional.empty();
  }

  /** An account keeps its name, whether or not its owner is present. */
  private Future<ConnectResult> admitGuest(String name, ConnectRequest request) {
    return users
        .hasAccountNamed(name)
        .map(taken -> taken ? Guest.markedAs(name) : new Guest(name))
        .map(
            guest -> withAddress(ConnectResult.accept().assign("user", guest).anonymous(), request))
        .recover(JwtConnect::unavailable);
  }

  private ConnectResult accept(TokenUser found) {
    long userId = found.user().id();
    String session = found.token().sessionId();
    ConnectResult accepted =
        ConnectResult.accept()
            .assign("user", found.user())
            .id("users_socket:" + userId)
            .expiresAt(found.token().expiresAt());
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

  private static Future<ConnectResult> refuse(String reason) {
    log.warn("refused a connection: {}", reason);
    return ConnectResult.refuse().now();
  }
}
