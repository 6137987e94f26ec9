package dev.roost.rooms.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.roost.Endpoint;
import dev.roost.rooms.auth.SessionStates;
import dev.roost.rooms.auth.UserConnect;
import dev.roost.rooms.config.SessionSettings;
import dev.roost.rooms.database.Database;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of all accounts. The end of a session is broadcast to all servers, which then refuse
 * its token and close its connections. Safe for any thread.
 */
public final class Sessions implements SessionStates {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);

  /** On this topic, servers tell each other which sessions ended. No client can join it. */
  private static final String ENDED_TOPIC = "roost:sessions_ended";

  private static final String ENDED = "ended";

  /** How many sessions are known to be live without asking the database. */
  private static final int MAX_LIVE = 10_000;

  private static final int MAX_ENDED = 100_000;

  /** How long the row of an ended session is kept, for servers that missed the message. */
  private static final Duration ENDED_KEPT = Duration.ofHours(1);

  /** By how much the clocks of servers may differ. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

  private final Endpoint endpoint;
  private final SqlSessions rows;
  private final SessionSettings settings;
  private final long lifetimeMillis;
  private final Cache<String, Long> live;
  private final Cache<String, Boolean> ended;

  private record EndedSessions(List<String> ids) {}

  private Sessions(
      Endpoint endpoint, Database database, SessionSettings settings, int expiresSeconds) {
    this.endpoint = endpoint;
    this.rows = new SqlSessions(database);
    this.settings = settings;
    this.lifetimeMillis = 1_000L * expiresSeconds;
    live =
        Caffeine.newBuilder()
            .maximumSize(MAX_LIVE)
            .expireAfterWrite(Duration.ofSeconds(settings.checkSeconds()))
            .build();
    ended = Caffeine.newBuilder().maximumSize(MAX_ENDED).expireAfterWrite(ENDED_KEPT).build();
  }

  /**
   * Opens the sessions of a database, and listens to the other servers as long as Vert.x runs.
   *
   * @param expiresSeconds how long a session lasts
   */
  public static Future<Sessions> open(
      Vertx vertx,
      Endpoint endpoint,
      Database database,
      SessionSettings settings,
      int expiresSeconds) {
    Sessions sessions = new Sessions(endpoint, database, settings, expiresSeconds);
    return vertx.deployVerticle(new SessionSweep(sessions, settings.checkSeconds())).map(sessions);
  }

  /**
   * Begins a session. If the account has more than it may have, the oldest end.
   *
   * @return its id
   */
  public Future<String> begin(long userId) {
    String id = UUID.randomUUID().toString();
    long now = System.currentTimeMillis();
    return rows.add(id, userId, now, now + lifetimeMillis)
        .compose(added -> rows.olderThanLatest(userId, settings.maxPerAccount()))
        .compose(
            tooMany ->
                Future.all(tooMany.stream().map(oldest -> rows.end(oldest, now)).toList())
                    .onSuccess(done -> announce(tooMany)))
        .map(id);
  }

  /** Ends a session on all servers. Its token is refused here when this completes. */
  public Future<Void> end(String id) {
    return rows.end(id, System.currentTimeMillis())
        .onSuccess(done -> announce(List.of(id)))
        .mapEmpty();
  }

  /** Ends all sessions of an account, and closes all of its connections. */
  public Future<Void> endAll(long userId) {
    return rows.endAll(userId, System.currentTimeMillis())
        .onSuccess(
            ids -> {
              announce(ids);
              // Connections of tokens that other programs made have no session.
              endpoint.disconnect("users_socket:" + userId);
              log.info("ended all sessions of an account user={}", userId);
            })
        .mapEmpty();
  }

  @Override
  public Future<Boolean> isLive(String sessionId, long userId) {
    if (hasEnded(sessionId)) {
      return Future.succeededFuture(false);
    }
    Long known = live.getIfPresent(sessionId);
    return known != null
        ? Future.succeededFuture(known == userId)
        : rows.userOfLive(sessionId, System.currentTimeMillis())
            .map(found -> remember(sessionId, found) && found.orElseThrow() == userId);
  }

  private boolean remember(String sessionId, Optional<Long> user) {
    if (user.isEmpty()) {
      return false;
    }
    live.put(sessionId, user.get());
    // After the put: the end may have been announced since the database was asked.
    if (hasEnded(sessionId)) {
      live.invalidate(sessionId);
      return false;
    }
    return true;
  }

  @Override
  public boolean hasEnded(String sessionId) {
    return ended.getIfPresent(sessionId) != null;
  }

  // -- Between servers

  /** Has this server and then the others know. */
  private void announce(List<String> ids) {
    if (!ids.isEmpty()) {
      ids.forEach(this::applyEnd);
      endpoint.broadcast(ENDED_TOPIC, ENDED, new EndedSessions(ids));
    }
  }

  // First the mark, then the disconnect: a connection that opens meanwhile sees one of them.
  private void applyEnd(String id) {
    ended.put(id, true);
    live.invalidate(id);
    // On this node only: the other nodes do the same when they receive the event. A broadcast would
    // miss a connection that has just opened there, as its subscription is not known here yet.
    endpoint.localBroadcast(UserConnect.SESSION_TOPIC_PREFIX + id, "disconnect", Payload.EMPTY);
  }

  /** Listens to the other servers, on the caller's context. */
  Future<?> listen() {
    return endpoint.subscribe(ENDED_TOPIC, this::handle);
  }

  private void handle(Broadcast broadcast) {
    if (broadcast.event().equals(ENDED)) {
      for (JsonNode id : broadcast.payload().json().path("ids")) {
        applyEndOnce(id.asText());
      }
    }
  }

  private void applyEndOnce(String id) {
    if (!hasEnded(id)) {
      applyEnd(id);
    }
  }

  /** Looks into the database for sessions that other servers ended. */
  Future<?> catchUp() {
    Duration overlap = Duration.ofSeconds(2L * settings.checkSeconds()).plus(CLOCK_DIFFERENCE);
    return rows.endedSince(System.currentTimeMillis() - overlap.toMillis())
        .onSuccess(ids -> ids.forEach(this::applyEndOnce));
  }

  /** Removes the rows of sessions that have expired or ended long ago. */
  Future<?> removeOld() {
    long now = System.currentTimeMillis();
    return rows.remove(now, now - ENDED_KEPT.toMillis());
  }
}
