package dev.roost.rooms.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Known networks in the database, so that they hold after a restart and on all nodes. Kept are
 * hashes of the account and the network together: without the secret, a copy of the table tells
 * nothing of where people are.
 */
public final class SqlKnownNetworks implements KnownNetworks {
  /** Of an account. Beyond, the one is dropped from which it has not signed in for longest. */
  static final int MAX_PER_ACCOUNT = 20;

  private static final String PURPOSE = "roost known networks";

  /** A client that is refused again and again makes no query each time. */
  private static final int MAX_CACHED = 10_000;

  private static final Duration CACHED_FOR = Duration.ofMinutes(1);

  private static final Statement FIND =
      new Statement("SELECT user_id FROM known_networks WHERE network_hash = #{hash}");
  private static final Statement REMEMBER =
      new Statement(
          "INSERT INTO known_networks (network_hash, user_id, last_used)"
              + " VALUES (#{hash}, #{user}, #{now})"
              + " ON CONFLICT (network_hash) DO UPDATE SET last_used = #{now}");
  private static final Statement FORGET =
      new Statement(
          "DELETE FROM known_networks WHERE user_id = #{user} AND network_hash NOT IN"
              + " (SELECT network_hash FROM known_networks WHERE user_id = #{user}"
              + " ORDER BY last_used DESC LIMIT #{kept})");

  private final Database database;
  private final KeyedHash hash;
  private final Cache<String, Boolean> cache =
      Caffeine.newBuilder().maximumSize(MAX_CACHED).expireAfterWrite(CACHED_FOR).build();

  /**
   * In this database.
   *
   * @param secret what the key of the hashes is derived from; with another one, all networks are
   *     strange again
   */
  public SqlKnownNetworks(Database database, String secret) {
    this.database = database;
    hash = KeyedHash.derivedFrom(secret, PURPOSE);
  }

  @Override
  public Future<Boolean> isKnown(String email, ClientAddress client) {
    String key = key(email, client);
    Boolean cached = cache.getIfPresent(key);
    return cached != null
        ? Future.succeededFuture(cached)
        : FIND.one(database, Map.of("hash", key), row -> row.getLong("user_id"))
            .map(
                found -> {
                  cache.put(key, found.isPresent());
                  return found.isPresent();
                });
  }

  @Override
  public Future<Void> remember(long userId, String email, ClientAddress client) {
    String key = key(email, client);
    long now = System.currentTimeMillis();
    return REMEMBER
        .change(database, Map.of("hash", key, "user", userId, "now", now))
        .compose(stored -> FORGET.change(database, Map.of("user", userId, "kept", MAX_PER_ACCOUNT)))
        .map(
            done -> {
              cache.put(key, true);
              return null;
            });
  }

  private String key(String email, ClientAddress client) {
    return hash.of(email.toLowerCase(Locale.ROOT), client.network()).text();
  }
}
