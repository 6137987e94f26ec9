package dev.roost.micrometer;

import dev.roost.auth.JwksUrl;
import dev.roost.auth.JwtConnect;
import dev.roost.auth.TokenRefusal;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** The figures of tokens that clients connect with. */
final class TokenFigures {
  private TokenFigures() {}

  static void addAll(MeterRegistry registry, JwtConnect handler) {
    for (TokenRefusal kind : TokenRefusal.values()) {
      FunctionCounter.builder(
              "roost.token.refused", handler, each -> each.refusals().getOrDefault(kind, 0L))
          .description("Clients that were refused for their token")
          .tags("reason", kind.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  static void addAll(MeterRegistry registry, JwksUrl keys) {
    FunctionCounter.builder("roost.token.keys.fetched", keys, each -> each.snapshot().succeeded())
        .description("Fetches of a key set")
        .tags("result", "ok")
        .register(registry);
    FunctionCounter.builder("roost.token.keys.fetched", keys, each -> each.snapshot().failed())
        .description("Fetches of a key set")
        .tags("result", "error")
        .register(registry);
    Gauge.builder("roost.token.keys.age.seconds", keys, each -> each.snapshot().ageMillis() / 1e3)
        .description("Age of the keys; negative if there are none")
        .register(registry);
  }
}
