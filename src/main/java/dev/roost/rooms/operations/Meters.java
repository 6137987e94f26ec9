package dev.roost.rooms.operations;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.micrometer.EndpointMeters;
import dev.roost.micrometer.PrometheusRoute;
import dev.roost.presence.Presence;
import dev.roost.rooms.challenges.Run;
import dev.roost.rooms.challenges.RunListener;
import dev.roost.rooms.mail.Mailer;
import dev.roost.rooms.signin.ResetRateLimiter;
import dev.roost.rooms.signin.SignInGuard;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.ToDoubleFunction;

/** The metrics, in Prometheus's format. Safe for any thread. */
public final class Meters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final EndpointMeters meters = new EndpointMeters(registry);

  /** Has an endpoint with these options tell what happens. */
  public void register(EndpointOptions options) {
    options.listener(meters);
  }

  /** Counts what this guard refuses. */
  public void watch(SignInGuard guard) {
    refusals(guard, "too often", SignInGuard::refusedTooOften);
    refusals(guard, "busy", SignInGuard::refusedBusy);
  }

  private void refusals(SignInGuard guard, String reason, ToDoubleFunction<SignInGuard> count) {
    FunctionCounter.builder("roost.sign.in.refused", guard, count)
        .description(
            "Attempts to sign in or register that were refused before the password was read")
        .tags("reason", reason)
        .register(registry);
  }

  /** Counts the mails of this mailer. */
  public void watch(Mailer mailer) {
    mails(mailer, "sent", Mailer::sentCount);
    mails(mailer, "failed", Mailer::failedCount);
    mails(mailer, "refused", Mailer::refusedCount);
    Gauge.builder("roost.mail.queued", mailer, Mailer::queued)
        .description("Mails that wait or are being sent")
        .register(registry);
  }

  private void mails(Mailer mailer, String result, ToDoubleFunction<Mailer> count) {
    FunctionCounter.builder("roost.mail", mailer, count)
        .description("Mails by what became of them")
        .tags("result", result)
        .register(registry);
  }

  /** Counts the requests for reset links that this limiter refuses. */
  public void watch(ResetRateLimiter limiter) {
    FunctionCounter.builder("roost.password.reset.refused", limiter, ResetRateLimiter::refused)
        .description("Requests for reset links that were refused as there were too many before")
        .register(registry);
  }

  /** Counts a request that a budget did not pay for. */
  public void countRefusal(String budget, String scope) {
    registry.counter("roost.rooms.refused", "budget", budget, "scope", scope).increment();
  }

  /** Counts the runs of challenges. */
  public RunListener runs() {
    return new RunListener() {
      @Override
      public void started(boolean ofCases) {
        registry
            .counter("roost.rooms.runs.started", "kind", ofCases ? "cases" : "program")
            .increment();
      }

      @Override
      public void ended(Run.Status status) {
        registry.counter("roost.rooms.runs.ended", "status", status.word()).increment();
      }

      @Override
      public void refused(String reason) {
        registry.counter("roost.rooms.runs.refused", "reason", reason).increment();
      }
    };
  }

  /** Measures these, whose sockets must have been described. */
  void watch(Endpoint endpoint, Presence presence) {
    meters.watch(endpoint);
    meters.watch(presence);
  }

  /** The route that shows all of it. */
  PrometheusRoute route(Endpoint endpoint) {
    return new PrometheusRoute(endpoint, meters, registry);
  }
}
