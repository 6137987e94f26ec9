package dev.roost.rooms.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds settings in the environment. */
final class EnvironmentVariables {
  private static final String PREFIX = "ROOST_";

  /** Those of the scripts that start servers, of {@code logback.xml}, and of the web client's. */
  private static final Set<String> OTHERS =
      Set.of(
          "ROOST_DIRECT_MEMORY",
          "ROOST_HEAP_DUMPS",
          "ROOST_JAR",
          "ROOST_JAVA_OPTS",
          "ROOST_LOG_SOCKETS",
          "ROOST_URL");

  /** The variables that Kubernetes sets in each container for a service named roost or roost-…. */
  private static final Pattern OF_A_SERVICE =
      Pattern.compile(
          "ROOST_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT_\\d+_(TCP|UDP|SCTP)(_.+)?)");

  private static final Pattern ADDRESS_OF_A_SERVICE = Pattern.compile("(tcp|udp|sctp)://.*");

  private static final Map<String, Setting> KNOWN =
      Arrays.stream(Setting.values())
          .collect(Collectors.toUnmodifiableMap(Setting::variable, Function.identity()));

  private EnvironmentVariables() {}

  /**
   * The settings that the environment has; an empty variable counts as none.
   *
   * @throws SettingsException if it has a variable that looks like one of ours but is not
   */
  static Map<Setting, String> settings(Map<String, String> environment) {
    Map<Setting, String> found = new EnumMap<>(Setting.class);
    // Sorted, so that of several mistakes always the same one is reported.
    new TreeMap<>(environment)
        .tailMap(PREFIX)
        .forEach(
            (name, value) -> {
              Setting setting = KNOWN.get(name);
              if (setting == null) {
                refuseUnlessOfOthers(name, value);
              } else if (!value.isEmpty()) {
                found.put(setting, value);
              }
            });
    return found;
  }

  private static void refuseUnlessOfOthers(String name, String value) {
    if (name.startsWith(PREFIX)
        && !OTHERS.contains(name)
        && !OF_A_SERVICE.matcher(name).matches()
        && !ADDRESS_OF_A_SERVICE.matcher(value).matches()) {
      throw new SettingsException(
          "the environment has an unknown setting: "
              + name
              + Setting.hint(name, Setting::variable));
    }
  }
}
