package dev.roost.rooms.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

@ExtendWith(VertxExtension.class)
class PrintedSettingsTest {
  private static final String HUSH = "hush hush hush hush";

  @TempDir Path directory;

  @Test
  void printedSettingsMergeAllSources(Vertx vertx) throws IOException {
    String printed =
        print(
            vertx,
            "server: {port: 1, host: there}\nsocket: {max-channels: 7}\nadmin: {key: '"
                + HUSH
                + "'}",
            Map.of("ROOST_SERVER_CHECK_ORIGIN", "a.example,b.example", "ROOST_SERVER_PORT", "2"),
            "--port",
            "3");

    assertThat(printed)
        .contains("server:\n  host: there\n  port: 3\n")
        .contains("  check-origin:\n  - a.example\n  - b.example\n")
        .contains("  max-channels: 7\n", "  join-burst: 7\n", "  max-frame-bytes: 7340032\n")
        .contains("admin:\n  key: '********'\n")
        .contains("data:\n  directory: data\n")
        .doesNotContain("audience", "null", "hush");
  }

  @Test
  void printedDefaultsMatchTheShippedFile(Vertx vertx) throws IOException {
    Map<String, Map<String, Object>> printed = new Yaml().load(print(vertx, "", Map.of()));
    Map<String, Map<String, Object>> file =
        new Yaml().load(Files.readString(Path.of("config/roost.yaml")));

    for (String section :
        List.of("server", "socket", "long-poll", "drain", "jwt", "rooms", "mail")) {
      assertThat(printed.get(section)).as(section).containsAllEntriesOf(file.get(section));
    }
    assertThat(printed).doesNotContainKeys("admin", "publish");
  }

  @Test
  void printedSettingsCanBeLoaded(Vertx vertx) throws IOException {
    String once = print(vertx, "rooms: {max-chats: 5}", Map.of(), "--dev");

    assertThat(print(vertx, once, Map.of())).isEqualTo(once);
    assertThat(once).contains("max-chats: 5", "guests: true", "tokens: true", "host: 127.0.0.1");
  }

  @Test
  void printedClusterHasItsNameAndMembers(Vertx vertx) throws IOException {
    assertThat(print(vertx, "cluster: {enabled: true, members: [a, b]}", Map.of()))
        .contains("cluster:\n  enabled: true\n  name: roost\n  port: 5701\n  members:\n  - a\n");
  }

  @Test
  void secretsAreNotPrinted() {
    Map<Setting, Object> values = new EnumMap<>(Setting.class);
    Arrays.stream(Setting.values()).forEach(setting -> values.put(setting, HUSH));
    values.put(Setting.DATABASE_URL, "postgresql://me:" + HUSH + "@h/d?x=1&password=" + HUSH);

    List<String> shown =
        PrintedSettings.yaml(values).lines().filter(line -> line.contains("hush")).toList();

    assertThat(PrintedSettings.yaml(values))
        .contains("postgresql://me:********@h/d?x=1&password=********");
    assertThat(shown)
        .isNotEmpty()
        .noneMatch(line -> line.matches(" *(secret|key|password|url):.*"));
  }

  private String print(
      Vertx vertx, String file, Map<String, String> environment, String... arguments)
      throws IOException {
    CommandLine given = CommandLine.parse(arguments);
    Path path = Files.writeString(directory.resolve("roost.yaml"), file);
    return Settings.print(
            vertx, new CommandLine(path, given.development(), true, given.settings()), environment)
        .await();
  }
}
