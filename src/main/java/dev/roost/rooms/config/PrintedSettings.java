package dev.roost.rooms.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;

/** Writes settings as a configuration file that may be shown to others. */
final class PrintedSettings {
  private static final String MASK = "********";

  /** The password in a URL such as {@code postgresql://user:password@host/database?password=…}. */
  private static final String PASSWORD_OF_URL = "(?<=://[^:@/]{0,1000}:)[^@/]*(?=@)";

  private static final String PASSWORD_PARAMETER = "(?i)(?<=[?&]password=)[^&]*";

  private PrintedSettings() {}

  /** In sections, in the order of {@link Setting}. */
  static String yaml(Map<Setting, Object> values) {
    Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      Object value = values.get(setting);
      if (value != null) {
        String[] names = setting.path().split("\\.", 2);
        sections
            .computeIfAbsent(names[0], section -> new LinkedHashMap<>())
            .put(names[1], shown(setting, value));
      }
    }
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    return new Yaml(options).dump(sections);
  }

  private static Object shown(Setting setting, Object value) {
    if (setting.isSecret()) {
      return MASK;
    }
    if (setting == Setting.DATABASE_URL) {
      return value
          .toString()
          .replaceAll(PASSWORD_OF_URL, MASK)
          .replaceAll(PASSWORD_PARAMETER, MASK);
    }
    return value instanceof List<?> list ? List.copyOf(list) : value;
  }
}
