package dev.roost.rooms.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Which database everything is stored in. */
public sealed interface DatabasePlace {

  /**
   * A PostgreSQL server.
   *
   * @param url host, port, database and parameters; without user and password
   */
  record Postgres(URI url, String user, String password) implements DatabasePlace {
    /** Without the password, for settings may end up in a log. */
    @Override
    public String toString() {
      return "Postgres[" + url + ", " + user + "]";
    }
  }

  /**
   * Files of our own.
   *
   * @param directory where they are
   * @param cluster the name of the cluster whose servers on this machine share them; nothing for a
   *     server on its own
   */
  record Embedded(Path directory, Optional<String> cluster) implements DatabasePlace {}
}
