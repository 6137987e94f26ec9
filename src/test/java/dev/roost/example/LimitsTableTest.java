package dev.roost.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.FieldLimits;
import dev.roost.HttpLimits;
import dev.roost.LongPollOptions;
import dev.roost.Rate;
import dev.roost.RawSocketMount;
import dev.roost.SocketMount;
import dev.roost.WebSocketOptions;
import dev.roost.cluster.ClusterOptions;
import dev.roost.live.LiveOptions;
import dev.roost.live.UploadOptions;
import dev.roost.presence.PresenceOptions;
import dev.roost.pubsub.History;
import dev.roost.routes.AdminRoutes;
import dev.roost.routes.PublishRoutes;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The limits page lists each option and each setting that is a limit. */
class LimitsTableTest {
  private static final Set<Class<?>> LIMITING =
      Set.of(int.class, long.class, Rate.class, FieldLimits.class);

  /** Numeric options that are not limits. */
  private static final Set<String> NO_LIMITS =
      Set.of(
          // Intervals and batch sizes.
          "eventLoops",
          "batchIntervalMillis",
          "broadcastPeriodMillis",
          "diffWindowMillis",
          "leaveGraceMillis",
          // Thresholds for slow operations.
          "slowMillis",
          // Failure detection of nodes.
          "downPeriodMillis",
          "permdownPeriodMillis");

  /** Sections of settings that set those options. */
  private static final Set<String> SECTIONS_OF_OPTIONS = Set.of("socket", "long-poll", "http");

  /** Numeric settings that are not limits. */
  private static final Set<String> NO_LIMIT_SETTINGS =
      Set.of(
          "server.port",
          "server.warm-up-millis",
          "cluster.port",
          "mail.port",
          "drain.batch-size",
          "drain.interval-millis",
          "drain.shutdown-seconds",
          "drain.pause-seconds",
          "jwt.leeway-seconds",
          "live.slow-millis",
          "sign-in.hash-iterations",
          "sign-in.window-seconds",
          "sessions.check-seconds",
          "database.pool-size");

  private static final Pattern NAME = Pattern.compile("`(?:\\w+\\.)?(\\w+)`");
  private static final Pattern SETTING_NAME = Pattern.compile("`([a-z-]+\\.[a-z-]+)`");
  private static final Pattern SECTION = Pattern.compile("([a-z-]+):");
  private static final Pattern NUMBER = Pattern.compile("  (?:# )?([a-z-]+): [0-9]+");

  @Test
  void pageListsEachOption() throws IOException {
    Set<String> options =
        Stream.of(
                EndpointOptions.class,
                HttpLimits.class,
                SocketMount.class,
                RawSocketMount.class,
                WebSocketOptions.class,
                LongPollOptions.class,
                PresenceOptions.class,
                PublishRoutes.class,
                AdminRoutes.class,
                History.class,
                ClusterOptions.class,
                LiveOptions.class,
                UploadOptions.class)
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .filter(LimitsTableTest::takesNumber)
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    options.removeAll(NO_LIMITS);

    assertThat(named(NAME)).containsAll(options);
  }

  @Test
  void pageListsEachSetting() throws IOException {
    Set<String> settings = new TreeSet<>();
    String section = "";
    for (String line : Files.readAllLines(Path.of("config", "roost.yaml"))) {
      Matcher begin = SECTION.matcher(line);
      Matcher number = NUMBER.matcher(line);
      if (begin.matches()) {
        section = begin.group(1);
      } else if (number.matches() && !SECTIONS_OF_OPTIONS.contains(section)) {
        settings.add(section + "." + number.group(1));
      }
    }
    settings.removeAll(NO_LIMIT_SETTINGS);

    assertThat(named(SETTING_NAME)).containsAll(settings);
  }

  private static boolean takesNumber(Method method) {
    return !Modifier.isStatic(method.getModifiers())
        && method.getParameterCount() >= 1
        && LIMITING.contains(method.getParameterTypes()[0])
        && method.getDeclaringClass().getPackageName().startsWith("dev.roost");
  }

  private static Set<String> named(Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(Path.of("src", "docs", "limits.md")))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
