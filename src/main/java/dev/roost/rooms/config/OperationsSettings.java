package dev.roost.rooms.config;

import dev.roost.DrainOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings for operators: metrics, the admin key and publishing.
 *
 * @param maxConnections how many there may be at a time; 0 for any number
 * @param maxConnectionsPerAddress how many one address may have; 0 for any number
 * @param warmUp how long the server warms up before it listens; zero for not at all
 * @param http the limits of HTTP
 * @param drain how connections are ended when the server stops
 * @param metrics whether they can be read
 * @param metricsKey the key to read metrics; without one, any client can
 * @param adminKey the key to see connections; without one, the pages are off
 * @param publishKey the key to send to topics; without one, that is off
 */
public record OperationsSettings(
    int maxConnections,
    int maxConnectionsPerAddress,
    Duration warmUp,
    HttpSettings http,
    DrainOptions drain,
    boolean metrics,
    Optional<String> metricsKey,
    Optional<String> adminKey,
    Optional<String> publishKey) {

  /** Without the keys, for settings may end up in a log. */
  @Override
  public String toString() {
    return "OperationsSettings[…]";
  }
}
