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
import java.util.concurrent.TimeUnit;

/** Opens the database. */
public final class Database {
  private static final int CONNECT_SECONDS = 10;

  private Database() {}

  /**
   * Brings the tables up to date and opens a pool of connections, which lasts as long as Vert.x.
   *
   * @return fails with a {@link dev.roost.rooms.config.SettingsException} if there is no reaching
   *     the database
   */
  public static Future<Pool> open(Vertx vertx, DatabaseSettings settings) {
    return vertx
        .executeBlocking(
            () -> {
              Migrations.run(settings);
              return null;
            })
        .compose(
            upToDate -> {
              Promise<Pool> opened = Promise.promise();
              // A pool made by a verticle is closed with it: before Vert.x is gone.
              return vertx
                  .deployVerticle(
                      new VerticleBase() {
                        @Override
                        public Future<?> start() {
                          opened.complete(pool(vertx, settings));
                          return Future.succeededFuture();
                        }
                      })
                  .compose(deployed -> opened.future());
            });
  }

  private static Pool pool(Vertx vertx, DatabaseSettings settings) {
    PoolOptions options =
        new PoolOptions()
            .setMaxSize(settings.poolSize())
            .setConnectionTimeout(CONNECT_SECONDS)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS);
    DatabasePlace place = settings.place();
    if (place instanceof Postgres postgres) {
      return PgBuilder.pool()
          .with(options)
          .connectingTo(
              PgConnectOptions.fromUri(postgres.url().toString())
                  .setUser(postgres.user())
                  .setPassword(postgres.password())
                  .setCachePreparedStatements(true))
          .using(vertx)
          .build();
    } else if (place instanceof Embedded embedded) {
      return JDBCPool.pool(vertx, EmbeddedConnection.dataSource(EmbeddedUrl.of(embedded)), options);
    }
    throw new IllegalStateException("no way to open " + place);
  }
}
