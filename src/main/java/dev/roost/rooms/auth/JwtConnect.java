package dev.roost.rooms.auth;

import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.rooms.users.User;
import dev.roost.rooms.users.Users;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in who brings a good token of a user that exists: by phoenix.js's {@code authToken} option,
 * or as the connect parameter {@code token}. Channels find the user under {@code user}; {@code
 * users_socket:<id>} is where all connections of the user are closed.
 */
public final class JwtConnect implements ConnectHandler {
  private static final Logger log = LoggerFactory.getLogger(JwtConnect.class);

  private final TokenVerifier verifier;
  private final Users users;

  /** Checks tokens, and looks for their users. */
  public JwtConnect(TokenVerifier verifier, Users users) {
    this.verifier = verifier;
    this.users = users;
  }

  @Override
  public Future<ConnectResult> connect(ConnectRequest request) {
    String token = token(request);
    if (token == null) {
      return refuse("there is no token");
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
