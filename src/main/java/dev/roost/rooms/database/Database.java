package dev.roost.rooms.database;

import dev.roost.rooms.config.DatabasePlace;
import dev.roost.rooms.config.DatabasePlace.Embedded;
import dev.roost.rooms.config.DatabasePlace.Postgres;
import dev.roost.rooms.config.DatabaseSettings;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The database. Safe for any thread; answers come on the thread that asked.
 *
 * <p>SQLite has one writer at a time. So one connection writes, in the order it is asked to, and
 * the others read at the same time.
 */
public final class Database extends SqlExecutor {
  private static final int CONNECT_SECONDS = 10;

  private static final Statement WRITE_CHECK =
      new Statement("UPDATE write_checks SET checked_at = #{now} WHERE id = 1");

  private final Pool readers;
  private final Pool writers;

  private Database(Pool readers, Pool writers) {
    this.readers = readers;
    this.writers = writers;
  }

  /**
   * Brings the tables up to date and opens the connections, which last as long as Vert.x.
   *
   * @return fails with a {@link dev.roost.rooms.config.SettingsException} if the database cannot be
   *     used
   */
  public static Future<Database> open(Vertx vertx, DatabaseSettings settings) {
    return vertx
        .executeBlocking(
            () -> {
              Migrations.run(settings);
              return null;
            })
        .compose(upToDate -> deploy(vertx, () -> connect(vertx, settings)));
  }

  // A pool made by a verticle is closed with it: before Vert.x is gone.
  private static Future<Database> deploy(Vertx vertx, Supplier<Database> open) {
    Promise<Database> opened = Promise.promise();
    return vertx
        .deployVerticle(
            new VerticleBase() {
              @Override
              public Future<?> start() {
                opened.complete(open.get());
                return Future.succeededFuture();
              }
            })
        .compose(deployed -> opened.future());
  }

  private static Database connect(Vertx vertx, DatabaseSettings settings) {
    PoolOptions options =
        new PoolOptions()
            .setMaxSize(settings.poolSize())
            .setConnectionTimeout(CONNECT_SECONDS)
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
      return new Database(pool, pool);
    } else if (place instanceof Embedded embedded) {
      SqliteFile file = SqliteFile.in(embedded.directory());
      return new Database(
          JDBCPool.pool(vertx, SqliteConnection.dataSource(file::openReader), options),
          JDBCPool.pool(
              vertx,
              SqliteConnection.dataSource(file::openWriter),
              new PoolOptions(options).setMaxSize(1)));
    }
    throw new IllegalStateException("no way to open " + place);
  }

  /** Does all of the work in one transaction, which a failure of the work rolls back. */
  public <T> Future<T> transaction(Function<Transaction, Future<T>> work) {
    return writers.withTransaction(connection -> work.apply(new Transaction(connection)));
  }

  /** Writes something; fails while the database cannot be written. */
  public Future<Void> checkWritable() {
    return WRITE_CHECK.change(this, Map.of("now", Times.now())).mapEmpty();
  }

  @Override
  <T> Future<T> read(Function<SqlClient, Future<T>> statement) {
    return statement.apply(readers);
  }

  @Override
  <T> Future<T> write(Function<SqlClient, Future<T>> statement) {
    return statement.apply(writers);
  }
}
