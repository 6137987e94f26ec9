package dev.roost.rooms.config;

import dev.roost.DrainOptions;
import java.time.Duration;
import java.util.Optional;

/** Reads what those who run the server may want. */
final class OperationsReader {
  private static final int MIN_KEY = 16;
  private static final int MAX_SECONDS = 86_400;
  private static final int MAX_HEADER_BYTES = 1 << 20;

  private final SettingValues values;

  OperationsReader(SettingValues values) {
    this.values = values;
  }

  OperationsSettings operations() {
    return new OperationsSettings(
        values.number(Setting.SERVER_MAX_CONNECTIONS, 0, 0, 10_000_000),
        values.number(Setting.SERVER_MAX_CONNECTIONS_PER_ADDRESS, 1_000, 0, 10_000_000),
        Duration.ofMillis(values.number(Setting.SERVER_WARM_UP_MILLIS, 2_000, 0, 60_000)),
        http(),
        new DrainOptions(
            values.number(Setting.DRAIN_BATCH_SIZE, 10_000, 1, 1_000_000),
            values.number(Setting.DRAIN_INTERVAL_MILLIS, 2_000, 1, 600_000),
            1_000L * values.number(Setting.DRAIN_SHUTDOWN_SECONDS, 30, 1, 3_600),
            1_000L * values.number(Setting.DRAIN_PAUSE_SECONDS, 0, 0, 3_600)),
        values.flag(Setting.METRICS_ENABLED, false),
        key(Setting.METRICS_KEY, Setting.METRICS_KEY_FILE),
        key(Setting.ADMIN_KEY, Setting.ADMIN_KEY_FILE),
        key(Setting.PUBLISH_KEY, Setting.PUBLISH_KEY_FILE));
  }

  private HttpSettings http() {
    return new HttpSettings(
        values.number(Setting.HTTP_HEADER_SECONDS, 10, 0, MAX_SECONDS),
        values.number(Setting.HTTP_BODY_SECONDS, 30, 0, MAX_SECONDS),
        values.number(Setting.HTTP_IDLE_SECONDS, 60, 0, MAX_SECONDS),
        values.number(Setting.HTTP_RESPONSE_SECONDS, 30, 0, MAX_SECONDS),
        values.number(Setting.HTTP_MAX_HEADER_BYTES, 10_000, 256, MAX_HEADER_BYTES),
        values.number(Setting.HTTP_MAX_HEADERS_BYTES, 65_536, 1_024, MAX_HEADER_BYTES));
  }

  private Optional<String> key(Setting setting, Setting fileSetting) {
    return new SecretReader(values).secret(setting, fileSetting, MIN_KEY);
  }
}
