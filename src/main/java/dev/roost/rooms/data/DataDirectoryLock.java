package dev.roost.rooms.data;

import dev.roost.rooms.config.Setting;
import dev.roost.rooms.config.SettingsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock on a data directory: exclusive for a server on its own, shared among the servers of one
 * cluster. The system releases it when the process ends, however it ends. While a server opens the
 * database, a second lock keeps the others of its cluster waiting. All methods block.
 *
 * <p>Locks belong to processes: the servers of one process are counted here.
 */
public final class DataDirectoryLock {
  private static final String FILE = "roost.lock";
  private static final int WAIT_MILLIS = 60_000;
  private static final int RETRY_MILLIS = 50;

  /** Locks a byte behind the content, as some systems forbid reading locked bytes. */
  private static final long USE = 1 << 20;

  private static final long OPENING = USE + 1;

  /** The directories that this process uses. */
  private static final Map<Path, Held> HELD = new HashMap<>();

  private static final class Held {
    final FileChannel channel;
    final FileLock use;
    final Optional<String> cluster;
    int users;

    Held(FileChannel channel, FileLock use, Optional<String> cluster) {
      this.channel = channel;
      this.use = use;
      this.cluster = cluster;
    }
  }

  /** Runs before other servers of the cluster may use the directory, too. */
  public interface Opening {
    /**
     * Opens what is in the directory.
     *
     * @param alone whether no other server uses the directory
     */
    void open(boolean alone) throws IOException;
  }

  private final Path directory;
  private boolean released;

  private DataDirectoryLock(Path directory) {
    this.directory = directory;
  }

  /**
   * Locks the directory, and opens what is in it.
   *
   * @param cluster the name of the cluster of this server; nothing for a server on its own
   * @throws SettingsException if a server that is not of this cluster uses the directory
   */
  public static DataDirectoryLock acquire(Path directory, Optional<String> cluster, Opening opening)
      throws IOException {
    synchronized (HELD) {
      Path real = directory.toRealPath();
      Held held = HELD.get(real);
      if (held != null) {
        requireSameCluster(directory, cluster, held.cluster.orElse(null), "this process");
        opening.open(false);
      } else {
        held = lock(directory, cluster, opening);
        HELD.put(real, held);
      }
      held.users++;
      return new DataDirectoryLock(real);
    }
  }

  /** Lets others use the directory. */
  public void release() throws IOException {
    synchronized (HELD) {
      Held held = HELD.get(directory);
      if (released || held == null) {
        return;
      }
      released = true;
      held.users--;
      if (held.users == 0) {
        HELD.remove(directory);
        held.use.release();
        held.channel.close();
      }
    }
  }

  private static Held lock(Path directory, Optional<String> cluster, Opening opening)
      throws IOException {
    Path file = directory.resolve(FILE);
    DataDirectory.createFile(file);
    DataDirectory.requirePrivate(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock gate = awaitOthers(channel, directory);
      FileLock use = channel.tryLock(USE, 1, false);
      boolean isAlone = use != null;
      if (use == null) {
        Owner owner = Owner.read(channel);
        FileLock shared = cluster.isPresent() ? channel.tryLock(USE, 1, true) : null;
        requireSameCluster(
            directory, cluster, shared == null ? null : owner.cluster, "process " + owner.process);
        use = shared;
      } else {
        new Owner(cluster.orElse(null), String.valueOf(ProcessHandle.current().pid()))
            .write(channel);
        if (cluster.isPresent()) {
          use.release();
          use = channel.lock(USE, 1, true);
        }
      }
      opening.open(isAlone);
      gate.release();
      return new Held(channel, Objects.requireNonNull(use), cluster);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileLock awaitOthers(FileChannel channel, Path directory) throws IOException {
    for (int waited = 0; waited < WAIT_MILLIS; waited += RETRY_MILLIS) {
      FileLock lock = channel.tryLock(OPENING, 1, false);
      if (lock != null) {
        return lock;
      }
      try {
        Thread.sleep(RETRY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    throw new SettingsException(
        Setting.DATA_DIRECTORY,
        "another server has been opening " + directory + " for " + WAIT_MILLIS / 1_000 + " s");
  }

  private static void requireSameCluster(
      Path directory, Optional<String> cluster, @Nullable String theirs, String owner) {
    if (cluster.isEmpty() || theirs == null) {
      throw new SettingsException(
          Setting.DATA_DIRECTORY,
          directory
              + " is in use by another server ("
              + owner
              + "); stop it, give this one another directory, or set cluster.enabled for both");
    }
    if (!theirs.equals(cluster.get())) {
      throw new SettingsException(
          Setting.DATA_DIRECTORY,
          directory
              + " is in use by the cluster "
              + theirs
              + " ("
              + owner
              + "), and this server is of the cluster "
              + cluster.get()
              + "; set the same cluster.name, or another directory");
    }
  }

  /** The first server that uses the directory, as the file names it. */
  private record Owner(@Nullable String cluster, String process) {
    private static final int MAX_BYTES = 1_000;

    static Owner read(FileChannel channel) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
      channel.read(bytes, 0);
      String[] lines =
          new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).split("\n", -1);
      return new Owner(
          lines.length < 2 || lines[1].isEmpty() ? null : lines[1],
          lines[0].isEmpty() ? "unknown" : lines[0]);
    }

    void write(FileChannel channel) throws IOException {
      channel.truncate(0);
      String text = process + "\n" + (cluster == null ? "" : cluster) + "\n";
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }
  }
}
