package dev.roost.rooms.config;

import dev.roost.cluster.ClusterSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads how this server finds others. */
final class ClusterReader {
  private static final int MULTICAST_PORT = 54_327;

  private static final List<Setting> FINDERS =
      List.of(
          Setting.CLUSTER_MEMBERS,
          Setting.CLUSTER_MULTICAST,
          Setting.CLUSTER_KUBERNETES_DNS,
          Setting.CLUSTER_CONFIG_FILE);

  private static final String DEFAULT_NAME = "roost";
  private static final int DEFAULT_PORT = 5701;

  /** How many servers find each other on one machine. */
  private static final int LOCAL_NODES = 5;

  private final SettingValues values;

  ClusterReader(SettingValues values) {
    this.values = values;
  }

  /**
   * The cluster, if this server joins one. If nothing is said of where the others are, they are
   * looked for on this machine, where each takes the first port that is free.
   */
  Optional<ClusterSettings> cluster() {
    if (!values.flag(Setting.CLUSTER_ENABLED, false)) {
      return Optional.empty();
    }
    ClusterSettings settings =
        new ClusterSettings().port(values.number(Setting.CLUSTER_PORT, DEFAULT_PORT, 1, 65_535));
    String name = name(values);
    attempt(Setting.CLUSTER_NAME, () -> settings.clusterName(name));
    with(Setting.CLUSTER_HOST, settings::host);
    with(Setting.CLUSTER_PUBLIC_HOST, settings::publicHost);
    List<String> members = values.list(Setting.CLUSTER_MEMBERS);
    if (!members.isEmpty()) {
      attempt(Setting.CLUSTER_MEMBERS, () -> settings.members(members));
    }
    with(Setting.CLUSTER_MULTICAST, group -> multicast(settings, group));
    with(Setting.CLUSTER_KUBERNETES_DNS, settings::kubernetesDns);
    values
        .path(Setting.CLUSTER_CONFIG_FILE)
        .ifPresent(
            file -> attempt(Setting.CLUSTER_CONFIG_FILE, () -> settings.hazelcastFile(file)));
    boolean toldWhere =
        Stream.concat(Stream.of(Setting.CLUSTER_HOST), FINDERS.stream())
            .anyMatch(setting -> !values.list(setting).isEmpty());
    if (!toldWhere) {
      settings.portAutoIncrement(true).members(localNodes());
    }
    return Optional.of(settings);
  }

  static String name(SettingValues values) {
    return values.text(Setting.CLUSTER_NAME, DEFAULT_NAME);
  }

  private List<String> localNodes() {
    int first = values.number(Setting.CLUSTER_PORT, DEFAULT_PORT, 1, 65_535);
    return IntStream.range(first, Math.min(first + LOCAL_NODES, 65_536))
        .mapToObj(port -> "127.0.0.1:" + port)
        .toList();
  }

  private static void multicast(ClusterSettings settings, String group) {
    int colon = group.indexOf(':');
    settings.multicast(
        colon < 0 ? group : group.substring(0, colon),
        colon < 0 ? MULTICAST_PORT : Integer.parseInt(group.substring(colon + 1)));
  }

  private void with(Setting setting, Consumer<String> fill) {
    values.text(setting).ifPresent(text -> attempt(setting, () -> fill.accept(text)));
  }

  private static void attempt(Setting setting, Runnable fill) {
    try {
      fill.run();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new SettingsException(setting, String.valueOf(e.getMessage()));
    }
  }
}
