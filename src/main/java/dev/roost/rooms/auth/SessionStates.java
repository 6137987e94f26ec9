package dev.roost.rooms.auth;

import io.vertx.core.Future;

/** Tells whether the sessions that tokens were made for still exist. Safe for any thread. */
public interface SessionStates {
  /** For a server that makes no tokens: those of other issuers have no sessions here. */
  SessionStates NONE =
      new SessionStates() {
        @Override
        public Future<Boolean> isLive(String sessionId, long userId) {
          return Future.succeededFuture(true);
        }

        @Override
        public boolean hasEnded(String sessionId) {
          return false;
        }
      };

  /** Whether the session is one of the user and has neither ended nor expired. */
  Future<Boolean> isLive(String sessionId, long userId);

  /** Whether this server recently received the end of the session. At once. */
  boolean hasEnded(String sessionId);
}
