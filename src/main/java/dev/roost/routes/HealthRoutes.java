package dev.roost.routes;

import dev.roost.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code /health/live}: the process answers. {@code /health/ready}: clients may be sent here, which
 * is so unless the endpoint {@linkplain Endpoint#isDraining drains} or a check fails; then the
 * answer is 503. For load balancers and Kubernetes. They need no authentication.
 *
 * <p>Answers: {@code {"status": "live"}}, {@code {"status": "ready"}}, {@code {"status":
 * "draining"}}, or the status of a check that fails, such as {@code {"status": "no database",
 * "reason": "unreachable"}}.
 */
public final class HealthRoutes {
  private static final String PATH = "/health";

  private final Endpoint endpoint;
  private final List<Check> checks = new ArrayList<>();
  private String path = PATH;

  /**
   * The application's own condition of readiness.
   *
   * @param status what the answer says if it is not
   */
  record Check(
      String status,
      Supplier<? extends Future<?>> question,
      Function<Throwable, Optional<String>> reason) {}

  /** Tells of this endpoint. */
  public HealthRoutes(Endpoint endpoint) {
    this.endpoint = Objects.requireNonNull(endpoint);
  }

  /** Another path than {@code /health}, below which the two are. */
  public HealthRoutes path(String other) {
    path = Objects.requireNonNull(other);
    return this;
  }

  /**
   * Adds something without which clients should go elsewhere.
   *
   * @param status what the answer says while it is not there, such as {@code no database}
   * @param check fails, or does not complete within 2 seconds, while it is not there; called once a
   *     second for each router at most, on an event loop
   */
  public HealthRoutes ready(String status, Supplier<? extends Future<?>> check) {
    return ready(status, check, failure -> Optional.empty());
  }

  /**
   * As {@link #ready(String, Supplier)}, and the answer says why.
   *
   * @param reason the public description of a failure
   */
  public HealthRoutes ready(
      String status,
      Supplier<? extends Future<?>> check,
      Function<Throwable, Optional<String>> reason) {
    checks.add(new Check(status, check, reason));
    return this;
  }

  /** Adds the routes. */
  public HealthRoutes mount(Router router) {
    List<Readiness> all = checks.stream().map(Readiness::new).toList();
    router.get(path + "/live").handler(context -> JsonAnswer.send(context, 200, status("live")));
    router
        .get(path + "/ready")
        .handler(
            context -> {
              if (endpoint.isDraining()) {
                JsonAnswer.send(context, 503, status("draining"));
                return;
              }
              List<Future<Optional<JsonObject>>> answers =
                  all.stream().map(Readiness::missing).toList();
              Future.join(answers)
                  .onComplete(
                      done -> {
                        Optional<JsonObject> missing =
                            answers.stream()
                                .map(Future::result)
                                .flatMap(Optional::stream)
                                .findFirst();
                        JsonAnswer.send(
                            context,
                            missing.isPresent() ? 503 : 200,
                            missing.orElseGet(() -> status("ready")));
                      });
            });
    return this;
  }

  static JsonObject status(String status) {
    return new JsonObject().put("status", status);
  }
}
