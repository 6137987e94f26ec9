package dev.roost.rooms.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.processes.ShortLivedJava;
import dev.roost.rooms.config.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only servers of one cluster may share a data directory. */
@Timeout(120)
class DataDirectoryLockTest {
  @TempDir private Path data;

  /** Holds the lock in a separate process until its input ends. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      DataDirectoryLock.acquire(
          Path.of(arguments[0]),
          arguments[1].isEmpty() ? Optional.empty() : Optional.of(arguments[1]),
          alone -> System.out.println("alone " + alone));
      while (System.in.read() >= 0) {
        // Blocks until the process is killed.
      }
    }
  }

  private Process hold(String cluster, String expected) throws IOException {
    List<String> command = ShortLivedJava.command();
    command.addAll(List.of("-cp", ShortLivedJava.classPath(), Holder.class.getName()));
    command.addAll(List.of(data.toString(), cluster));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(process.inputReader().readLine()).isEqualTo(expected);
    return process;
  }

  private List<Boolean> acquire(String cluster) throws IOException {
    List<Boolean> alone = new ArrayList<>();
    DataDirectoryLock.acquire(
            data, cluster.isEmpty() ? Optional.empty() : Optional.of(cluster), alone::add)
        .release();
    return alone;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"'',''", "'',a", "a,''"})
  void standaloneServerDoesNotShareIt(String holder, String other) throws Exception {
    Process process = hold(holder, "alone true");
    try {
      assertThatExceptionOfType(SettingsException.class)
          .isThrownBy(() -> acquire(other))
          .withMessage(
              "data.directory: "
                  + data
                  + " is in use by another server (process "
                  + process.pid()
                  + "); stop it, give this one another directory, or set cluster.enabled for both");
    } finally {
      kill(process);
    }
    assertThat(acquire(other)).containsExactly(true);
  }

  @Test
  void serversOfOneClusterShareIt() throws Exception {
    Process first = hold("a", "alone true");
    Process second = hold("a", "alone false");
    try {
      assertThat(acquire("a")).containsExactly(false);
      kill(first);
      assertThat(acquire("a")).containsExactly(false);
      assertThatExceptionOfType(SettingsException.class)
          .isThrownBy(() -> acquire("b"))
          .withMessageStartingWith("data.directory: " + data + " is in use by the cluster a (")
          .withMessageEndingWith("set the same cluster.name, or another directory");
    } finally {
      kill(first);
      kill(second);
    }
    assertThat(acquire("b")).containsExactly(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b"})
  void serversOfOneProcessAreDistinguished(String other) throws IOException {
    DataDirectoryLock lock = DataDirectoryLock.acquire(data, Optional.of("a"), alone -> {});
    try {
      assertThat(acquire("a")).containsExactly(false);
      assertThatExceptionOfType(SettingsException.class).isThrownBy(() -> acquire(other));
    } finally {
      lock.release();
      lock.release();
    }
    assertThat(acquire(other)).containsExactly(true);
  }

  @Test
  void serverThatFailsToOpenItReleasesTheLock() throws IOException {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                DataDirectoryLock.acquire(
                    data,
                    Optional.empty(),
                    alone -> {
                      throw new IOException("damaged");
                    }))
        .withMessage("damaged");
    assertThat(acquire("")).containsExactly(true);
  }
}
