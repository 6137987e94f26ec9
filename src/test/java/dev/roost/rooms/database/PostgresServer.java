package dev.roost.rooms.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Runs PostgreSQL on a port until it gets a signal. A restart with the same directory keeps the
 * data.
 */
public final class PostgresServer {
  private PostgresServer() {}

  /**
   * Starts the server.
   *
   * @param args {@code --port N --data DIRECTORY}
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int port = Integer.parseInt(args[1]);
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(Path.of(args[3]))
            .setCleanDataDirectory(false)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres), "stop"));
    System.out.println("ready on port " + port);
    // All other threads are daemons.
    new CountDownLatch(1).await();
  }

  private static void stop(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      System.err.println("PostgreSQL does not stop: " + e);
    }
  }
}
