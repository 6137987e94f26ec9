package dev.roost.internal.endpoint;

import dev.roost.EndpointOptions;
import dev.roost.token.KeyDerivation;
import dev.roost.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of an endpoint by their salt. Keys take milliseconds to derive, so they are kept, as
 * {@code Plug.Crypto} does. For any thread.
 */
final class EndpointTokens {
  /** Salts are constants of an application; more than so many are derived each time. */
  private static final int MAX_KEPT = 100;

  private final byte @Nullable [] secret;
  private final ConcurrentHashMap<String, Tokens> bySalt = new ConcurrentHashMap<>();

  EndpointTokens(EndpointOptions options) {
    this.secret = secret(options);
  }

  /** The endpoint's secret, or null if it was given none. */
  static byte @Nullable [] secret(EndpointOptions options) {
    String text = options.secretKeyBase();
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  Tokens of(String salt) {
    if (secret == null) {
      throw new IllegalStateException("tokens need a secretKeyBase");
    }
    Tokens kept = bySalt.get(salt);
    if (kept != null) {
      return kept;
    }
    Tokens derived = Tokens.of(secret, salt, KeyDerivation.DEFAULT);
    if (bySalt.size() < MAX_KEPT) {
      bySalt.put(salt, derived);
    }
    return derived;
  }
}
