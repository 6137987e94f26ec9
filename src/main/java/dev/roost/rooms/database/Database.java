package dev.roost.rooms.database;

import dev.roost.rooms.config.DatabasePlace;
import dev.roost.rooms.config.DatabasePlace.Embedded;
import dev.roost.rooms.config.DatabasePlace.Postgres;
import dev.roost.rooms.config.DatabaseSettings;
import dev.roost.rooms.config.SettingsException;
import dev.roost.rooms.data.DataDirectory;
import dev.roost.rooms.data.DataDirectoryLock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The database. Safe for any thread; answers come on the thread that asked.
 *
 * <p>SQLite has one writer at a time. So one connection writes, in the order it is asked to, and
 * the others read at the same time.
 */
public final class Database extends SqlExecutor {
  /** How long a statement or transaction may take, and may wait for a connection. */
  private static final int PATIENCE_SECONDS = 10;

  /** The free bytes that end an outage of a full disk. */
  private static final long MIN_ROOM_BYTES = 1 << 20;

  /** How many statements may wait for a connection. */
  private static final int MAX_WAITING = 10_000;

  private static final Statement WRITE_CHECK =
      new Statement("UPDATE write_checks SET checked_at = #{now} WHERE id = 1");

  private final Pool readers;
  private final Pool writers;
  private final Availability availability;

  private Database(Vertx vertx, String name, Pool readers, Pool writers, Supplier<Future<?>> room) {
    this.readers = readers;
    this.writers = writers;
    this.availability =
        new Availability(vertx, name, () -> room.get().compose(found -> writeCheck()));
  }

  /**
   * Brings the tables up to date and opens the connections, which last as long as Vert.x.
   *
   * @return fails with a {@link SettingsException} if the database cannot be used
   */
  public static Future<Database> open(Vertx vertx, DatabaseSettings settings) {
    return vertx
        .executeBlocking(() -> prepare(settings))
        .compose(
            lock ->
                deploy(vertx, settings, lock)
                    .onFailure(failure -> vertx.executeBlocking(() -> release(lock))));
  }

  private static Optional<DataDirectoryLock> prepare(DatabaseSettings settings) {
    if (!(settings.place() instanceof Embedded embedded)) {
      Migrations.run(settings);
      return Optional.empty();
    }
    Path directory = embedded.directory();
    try {
      DataDirectory.prepare(directory);
      return Optional.of(
          DataDirectoryLock.acquire(
              directory,
              embedded.cluster(),
              alone -> {
                new SqliteStart(SqliteFile.in(directory)).run(alone);
                Migrations.run(settings);
              }));
    } catch (IOException e) {
      throw new SettingsException("cannot use the database: " + e);
    }
  }

  private static @Nullable Void release(Optional<DataDirectoryLock> lock) throws IOException {
    if (lock.isPresent()) {
      lock.get().release();
    }
    return null;
  }

  // A verticle stops before Vert.x is gone.
  private static Future<Database> deploy(
      Vertx vertx, DatabaseSettings settings, Optional<DataDirectoryLock> lock) {
    Promise<Database> opened = Promise.promise();
    return vertx
        .deployVerticle(
            new VerticleBase() {
              @Override
              public Future<?> start() {
                opened.complete(connect(vertx, settings));
                return Future.succeededFuture();
              }

              @Override
              public Future<?> stop() {
                return opened
                    .future()
                    .compose(Database::close)
                    .eventually(() -> vertx.executeBlocking(() -> release(lock)));
              }
            })
        .compose(deployed -> opened.future());
  }

  private Future<?> close() {
    return Future.join(readers.close(), writers.close());
  }

  private static Database connect(Vertx vertx, DatabaseSettings settings) {
    PoolOptions options =
        new PoolOptions()
            .setMaxSize(settings.poolSize())
            .setMaxWaitQueueSize(MAX_WAITING)
            .setConnectionTimeout(PATIENCE_SECONDS)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS);
    DatabasePlace place = settings.place();
    if (place instanceof Postgres postgres) {
      Pool pool =
          PgBuilder.pool()
              .with(options)
              .connectingTo(
                  PgConnectOptions.fromUri(postgres.url().toString())
                      .setUser(postgres.user())
                      .setPassword(postgres.password())
                      .setCachePreparedStatements(true))
              .using(vertx)
              .build();
      return new Database(vertx, postgres.url().toString(), pool, pool, Future::succeededFuture);
    } else if (place instanceof Embedded embedded) {
      SqliteFile file = SqliteFile.in(embedded.directory());
      return new Database(
          vertx,
          file.path().toString(),
          JDBCPool.pool(vertx, SqliteConnection.dataSource(file::openReader), options),
          JDBCPool.pool(
              vertx,
              SqliteConnection.dataSource(file::openWriter),
              new PoolOptions(options).setMaxSize(1)),
          () -> vertx.executeBlocking(() -> requireRoom(file)));
    }
    throw new IllegalStateException("no way to open " + place);
  }

  private static @Nullable Void requireRoom(SqliteFile file) throws IOException {
    if (Files.getFileStore(file.path()).getUsableSpace() < MIN_ROOM_BYTES) {
      throw new IOException("there are less than " + MIN_ROOM_BYTES + " bytes of room");
    }
    return null;
  }

  /**
   * Does all of the work in one transaction, which a failure of the work rolls back.
   *
   * @return fails with a {@link DatabaseUnavailableException} while the database cannot be used
   */
  public <T> Future<T> transaction(Function<Transaction, Future<T>> work) {
    return availability.watchWrite(
        () ->
            inTime(writers.withTransaction(connection -> work.apply(new Transaction(connection)))));
  }

  /** Writes something; fails while the database cannot be written. */
  public Future<Void> checkWritable() {
    return availability.watchWrite(this::writeCheck).mapEmpty();
  }

  private Future<?> writeCheck() {
    return inTime(WRITE_CHECK.change(writers, Map.of("now", Times.now())));
  }

  @Override
  <T> Future<T> read(Function<SqlClient, Future<T>> statement) {
    return availability.watch(inTime(statement.apply(readers)));
  }

  @Override
  <T> Future<T> write(Function<SqlClient, Future<T>> statement) {
    return availability.watchWrite(() -> inTime(statement.apply(writers)));
  }

  private static <T> Future<T> inTime(Future<T> statement) {
    return statement.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
