package dev.roost.dashboard;

import dev.roost.internal.options.Require;
import dev.roost.live.OnMount;
import dev.roost.presence.Presence;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of a dashboard: who may see it, and how much it shows. Not thread-safe; to be set before
 * {@link Dashboard#create}.
 */
public final class DashboardOptions {
  private static final Duration LIFETIME = Duration.ofHours(8);
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private String path = "/dashboard";
  private List<String> keys = List.of();
  private @Nullable OnMount onMount;
  private Duration signInLifetime = LIFETIME;
  private int maxAttempts = 10;
  private Duration attemptWindow = WINDOW;
  private @Nullable Presence presence;
  private int maxRows = 50;
  private int intervalMillis = 1_000;

  /** The path of the pages; {@code /dashboard} by default. */
  public DashboardOptions path(String other) {
    if (!other.matches("(/[A-Za-z0-9._~-]+)+")) {
      throw new IllegalArgumentException("expected a path such as /dashboard, found " + other);
    }
    path = other;
    return this;
  }

  /**
   * Accepts viewers who enter one of these keys in a sign-in form. Use several while you replace a
   * key.
   *
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public DashboardOptions key(String... accepted) {
    if (accepted.length == 0 || Arrays.stream(accepted).anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("expected a key, found a blank or none");
    }
    keys = Arrays.stream(accepted).map(String::strip).toList();
    return this;
  }

  /**
   * Authenticates viewers by a hook of the application instead of a key. The hook redirects others.
   * The application has put vertx-web's session handler in front of the endpoint.
   */
  public DashboardOptions onMount(OnMount hook) {
    onMount = Objects.requireNonNull(hook);
    return this;
  }

  /** How long a sign-in by a key lasts; 8 hours by default. Then its pages end. */
  public DashboardOptions signInLifetime(Duration lifetime) {
    if (lifetime.toSeconds() < 1) {
      throw new IllegalArgumentException("expected a second or more, found " + lifetime);
    }
    signInLifetime = lifetime;
    return this;
  }

  /**
   * How often one client address, or one /64 network of IPv6, may try a key; 10 times in 5 minutes
   * by default. Beyond, the form answers with status 429, whatever the key.
   */
  public DashboardOptions signInAttempts(int attempts, Duration window) {
    if (window.toMillis() < 1) {
      throw new IllegalArgumentException("window: expected 1 ms or more, found " + window);
    }
    maxAttempts = Require.positive("attempts", attempts);
    attemptWindow = window;
    return this;
  }

  /** Shows the number of presences of topics. */
  public DashboardOptions presence(Presence shown) {
    presence = Objects.requireNonNull(shown);
    return this;
  }

  /**
   * How many connections and topics a page lists; 50 by default. It shows the number of the others.
   */
  public DashboardOptions maxRows(int rows) {
    if (rows < 1 || rows > 1_000) {
      throw new IllegalArgumentException("expected 1 to 1,000, found " + rows);
    }
    maxRows = rows;
    return this;
  }

  /** How often the nodes are measured while someone watches; each second by default. */
  public DashboardOptions intervalMillis(int millis) {
    if (millis < 10) {
      throw new IllegalArgumentException("expected 10 or more, found " + millis);
    }
    intervalMillis = millis;
    return this;
  }

  String path() {
    return path;
  }

  List<String> keys() {
    return keys;
  }

  @Nullable OnMount onMount() {
    return onMount;
  }

  Duration signInLifetime() {
    return signInLifetime;
  }

  int maxAttempts() {
    return maxAttempts;
  }

  Duration attemptWindow() {
    return attemptWindow;
  }

  @Nullable Presence presence() {
    return presence;
  }

  int maxRows() {
    return maxRows;
  }

  int intervalMillis() {
    return intervalMillis;
  }
}
