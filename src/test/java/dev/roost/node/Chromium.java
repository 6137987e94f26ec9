package dev.roost.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The browser of the tests. */
public final class Chromium {
  /** Names the program to take, for tests and for the programs of {@code src/test/node}. */
  static final String VARIABLE = "CHROMIUM";

  // The one without a window needs half of the CPU time.
  private static final List<Path> INSTALLED =
      List.of(Path.of("/usr/bin/chromium-headless-shell"), Path.of("/usr/bin/chromium"));

  private Chromium() {}

  /** Whether there is one. */
  public static boolean isInstalled() {
    return find().isPresent();
  }

  /** The program that the variable {@code CHROMIUM} names, or one that is installed. */
  static Optional<Path> find() {
    String named = System.getenv(VARIABLE);
    List<Path> candidates = named == null ? INSTALLED : List.of(Path.of(named));
    return candidates.stream().filter(Files::isExecutable).findFirst();
  }
}
