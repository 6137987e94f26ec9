package dev.roost.rooms.live;

import dev.roost.live.LiveRoutes;
import dev.roost.rooms.auth.UserConnect;
import dev.roost.rooms.sessions.SessionTokens;
import io.vertx.ext.web.Session;
import java.time.Duration;

/** The names under which a visitor's session holds their sign-in. */
final class LiveSession {
  /** The token of the sign-in. */
  static final String TOKEN = "user_token";

  /** The id of the sign-in. */
  static final String ID = "sign_in_id";

  /** When the token expires, in milliseconds since 1970. */
  static final String EXPIRES_AT = "expires_at";

  private LiveSession() {}

  /** Puts a sign-in into the session; its live sockets close when the sign-in ends. */
  static void put(Session session, SessionTokens.IssuedSession signIn, Duration lifetime) {
    session.put(TOKEN, signIn.token());
    session.put(ID, signIn.id());
    session.put(EXPIRES_AT, System.currentTimeMillis() + lifetime.toMillis());
    session.put(LiveRoutes.SOCKET_ID, UserConnect.SESSION_TOPIC_PREFIX + signIn.id());
  }
}
