package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectResult;
import dev.roost.token.TokenCheck;
import dev.roost.token.Tokens;

/** A page that passes a signed token to its socket. */
final class PageTokens {
  private final Tokens tokens;

  PageTokens(Endpoint endpoint) {
    tokens = endpoint.tokens("user socket");
  }

  /** The token to embed in the page. */
  String tokenFor(String userId) {
    return tokens.sign(userId);
  }

  ConnectHandler connect() {
    return request -> {
      TokenCheck check = tokens.verify(request.params().get("token"));
      if (!check.isValid()) {
        return ConnectResult.refuse(check.outcome()).now();
      }
      String userId = check.data().decode(String.class);
      return ConnectResult.accept().id("user:" + userId).assign("user", userId).now();
    };
  }
}
