package dev.roost.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The browser of the tests. */
public final class Chromium {
  /**
   * The variable that names the program, for tests and for the programs of {@code src/test/node}.
   */
  static final String VARIABLE = "CHROMIUM";

  // The headless build needs half of the CPU time.
  private static final List<Path> INSTALLED =
      List.of(Path.of("/usr/bin/chromium-headless-shell"), Path.of("/usr/bin/chromium"));

  private Chromium() {}

  /** Whether a browser is installed. */
  public static boolean isInstalled() {
    return find().isPresent();
  }

  /** The program named by the variable {@code CHROMIUM}, or an installed one. */
  static Optional<Path> find() {
    String named = System.getenv(VARIABLE);
    List<Path> candidates = named == null ? INSTALLED : List.of(Path.of(named));
    return candidates.stream().filter(Files::isExecutable).findFirst();
  }
}
