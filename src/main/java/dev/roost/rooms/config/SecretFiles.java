package dev.roost.rooms.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of files with secrets that every user of the machine can read. The server starts all the
 * same: Kubernetes mounts secrets with mode 0644 by default; there, no other user may be on the
 * machine. Members of the file's group may read it, which is how such a mount becomes readable for
 * a process that is not root.
 */
final class SecretFiles {
  private static final Logger log = LoggerFactory.getLogger(SecretFiles.class);

  private static final List<PosixFilePermission> BITS =
      List.of(
          PosixFilePermission.OTHERS_EXECUTE,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_READ);

  private SecretFiles() {}

  /**
   * Checks each file that a setting names, and the configuration file if it has secrets. Blocks.
   *
   * @param configFile null if there is none
   * @param inFile the settings that it has
   */
  static void check(SettingValues values, @Nullable Path configFile, Set<Setting> inFile) {
    for (Setting setting : Setting.values()) {
      if (setting.isSecretFile()) {
        values.path(setting).ifPresent(file -> check(setting.path(), file));
      }
    }
    List<String> secrets = new ArrayList<>();
    for (Setting setting : inFile) {
      if (setting.isSecret()) {
        secrets.add(setting.path());
      }
    }
    if (configFile != null && !secrets.isEmpty()) {
      check(String.join(",", secrets), configFile);
    }
  }

  private static void check(String setting, Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
        log.warn(
            "secret readable by all users of this machine: run chmod o= {} path={} mode={} ({})"
                + " setting={}",
            file,
            file,
            octal(permissions),
            PosixFilePermissions.toString(permissions),
            setting);
      }
    } catch (UnsupportedOperationException e) {
      log.debug("permissions not checked: this system has no POSIX permissions path={}", file);
    } catch (IOException e) {
      // The reader of the secret fails with a better message.
      log.debug("permissions not checked path={}", file, e);
    }
  }

  private static String octal(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (int bit = 0; bit < BITS.size(); bit++) {
      mode |= permissions.contains(BITS.get(bit)) ? 1 << bit : 0;
    }
    return "0" + Integer.toOctalString(mode);
  }
}
