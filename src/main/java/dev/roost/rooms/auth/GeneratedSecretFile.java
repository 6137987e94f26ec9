package dev.roost.rooms.auth;

import dev.roost.rooms.config.SettingsException;
import dev.roost.rooms.data.DataDirectory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret that the server makes for itself when none is configured, as text: 64 random bytes in
 * base64.
 */
final class GeneratedSecretFile {
  private static final Logger log = LoggerFactory.getLogger(GeneratedSecretFile.class);

  private static final int RANDOM_BYTES = 64;

  private GeneratedSecretFile() {}

  static String readOrCreate(Path path) {
    try {
      DataDirectory.prepare(Objects.requireNonNull(path.toAbsolutePath().getParent()));
      if (Files.notExists(path)) {
        create(path);
      }
      DataDirectory.requirePrivate(path);
      return Files.readString(path).stripTrailing();
    } catch (IOException | UnsupportedOperationException e) {
      throw new SettingsException(
          "cannot keep a token secret of our own in "
              + path
              + " ("
              + e.getClass().getSimpleName()
              + "); set jwt.secret or jwt.secret-file");
    }
  }

  /**
   * The file comes into being complete and with its permissions: no other user can open it in
   * between, and of several servers that start at once one generates the secret for all.
   */
  private static void create(Path path) throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    Path unfinished =
        Files.createTempFile(directory, "jwt", ".tmp", DataDirectory.attributes("rw-------"));
    try {
      Files.writeString(unfinished, randomText() + "\n");
      Files.createLink(path, unfinished);
      log.warn(
          "no jwt.secret is configured: made one in {}, tokens signed with it are good as long as"
              + " that file is kept",
          path);
    } catch (FileAlreadyExistsException e) {
      log.debug("another server created {} meanwhile", path);
    } finally {
      Files.delete(unfinished);
    }
  }

  private static String randomText() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getEncoder().encodeToString(random);
  }
}
