package dev.roost.rooms.signin;

import io.vertx.core.Future;

/** The networks from which accounts have signed in. Safe for any thread. */
public interface KnownNetworks {

  /** Whether the account with this e-mail address has signed in from the client's network. */
  Future<Boolean> isKnown(String email, ClientAddress client);

  /** Remembers that the account signs in from the client's network. */
  Future<Void> remember(long userId, String email, ClientAddress client);
}
