package dev.roost.rooms.data;

import dev.roost.rooms.config.Setting;
import dev.roost.rooms.config.SettingsException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and checks the data directory and its files, which hold password hashes and the secret for
 * tokens: they are for their owner alone. On file systems without POSIX permissions, nothing is
 * checked. All methods block.
 */
public final class DataDirectory {
  private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private DataDirectory() {}

  /**
   * Creates the directory if it does not exist, with the permissions 0700.
   *
   * @throws IOException if it cannot be made
   * @throws SettingsException if others than its owner may use it
   */
  public static void prepare(Path directory) throws IOException {
    if (!POSIX && TOLD.compareAndSet(false, true)) {
      log.info("permissions not checked: this system has no POSIX permissions path={}", directory);
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory.toAbsolutePath(), attributes("rwx------"));
    }
    requirePrivate(directory);
  }

  /**
   * Creates an empty file if it does not exist, with the permissions 0600.
   *
   * @return whether there was none
   */
  public static boolean createFile(Path file) throws IOException {
    try {
      Files.createFile(file, attributes("rw-------"));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /**
   * Checks a file or directory, if it is there.
   *
   * @throws SettingsException if others than its owner may read or write it
   */
  public static void requirePrivate(Path path) throws IOException {
    if (!POSIX || Files.notExists(path)) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (!OWNER.containsAll(permissions)) {
      Path directory = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
      throw new SettingsException(
          Setting.DATA_DIRECTORY,
          "others than its owner may use "
              + path
              + " ("
              + PosixFilePermissions.toString(permissions)
              + "), which holds secrets and password hashes; run: chmod -R go= "
              + directory);
    }
  }

  /** The attributes of a file or directory to be made. */
  public static FileAttribute<?>[] attributes(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
