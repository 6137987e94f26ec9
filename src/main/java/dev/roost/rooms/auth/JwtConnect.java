package dev.roost.rooms.auth;

import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.rooms.users.Guest;
import dev.roost.rooms.users.User;
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
 * or as the connect parameter {@code token}. Channels find the user under {@code user}; {@code
 * users_socket:<id>} is where all connections of the user are closed.
 *
 * <p>Where guests are let in, so is who brings no token but a name: as the connect parameter {@code
 * nickname} or {@code user}. Channels find the {@link Guest} under {@code user}.
 */
public final class JwtConnect implements ConnectHandler {
  private static final Logger log = LoggerFactory.getLogger(JwtConnect.class);

  private static final int MAX_GUEST_NAME = 40;

  private final TokenVerifier verifier;
  private final Users users;
  private final boolean guests;

  /**
   * Checks tokens, and looks for their users.
   *
   * @param guests whether those without a token are let in
   */
  public JwtConnect(TokenVerifier verifier, Users users, boolean guests) {
    this.verifier = verifier;
    this.users = users;
    this.guests = guests;
  }

  @Override
  public Future<ConnectResult> connect(ConnectRequest request) {
    String token = token(request);
    if (token == null) {
      return guest(request)
          .map(guest -> ConnectResult.accept().assign("user", guest).now())
          .orElseGet(() -> refuse("there is no token"));
    }
    return verifier
        .verify(token)
        .compose(this::admit)
        .recover(
            failure ->
                failure instanceof TokenRefusedException refused
                    ? refuse(refused.reason())
                    : Future.failedFuture(failure));
  }

  private static @Nullable String token(ConnectRequest request) {
    String authToken = request.info().authToken();
    return authToken != null ? authToken : request.params().get("token");
  }

  private Optional<Guest> guest(ConnectRequest request) {
    return guests
        ? Stream.of("nickname", "user")
            .map(request.params()::get)
            .filter(Objects::nonNull)
            .map(String::strip)
            .filter(JwtConnect::isName)
            .findFirst()
            .map(Guest::new)
        : Optional.empty();
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_GUEST_NAME
        && name.codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  private Future<ConnectResult> admit(long userId) {
    return users
        .find(userId)
        .compose(
            found ->
                found
                    .map(JwtConnect::accept)
                    .orElseGet(() -> refuse("the user of the token is unknown")));
  }

  private static Future<ConnectResult> accept(User user) {
    return ConnectResult.accept().assign("user", user).id("users_socket:" + user.id()).now();
  }

  private static Future<ConnectResult> refuse(String reason) {
    log.warn("refused a connection: {}", reason);
    return ConnectResult.refuse().now();
  }
}
