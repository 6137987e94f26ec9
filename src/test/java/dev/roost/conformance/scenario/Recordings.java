package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.conformance.match.ScenarioJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The recorded scenarios of this project. Its server must pass all of them. */
public final class Recordings {
  private Recordings() {}

  /** All scenarios, by name. */
  public static List<Scenario> all() {
    URL folder = Objects.requireNonNull(Recordings.class.getResource("/scenarios"));
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().map(Recordings::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Scenario read(Path file) {
    try {
      JsonNode json =
          ScenarioJson.parse(Files.readString(file))
              .orElseThrow(() -> new IllegalStateException(file + " is not JSON"));
      return Scenario.read(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(file + " is no scenario", e);
    }
  }
}
