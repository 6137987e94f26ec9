package dev.roost.channel;

import io.vertx.ext.web.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a connect handler gets the session of a request. A browser sends the session's
 * cookie with requests that pages of other sites make, too. A page of the application itself proves
 * that it is one by a token which it got with the page, and sends as the connect parameter {@code
 * _csrf_token}:
 *
 * <pre>{@code
 * new Socket("/socket", {params: {_csrf_token: csrfToken}})
 * }</pre>
 *
 * <p>Mirrors Phoenix's {@code check_csrf}. Phoenix masks its tokens; these are compared as they
 * are.
 */
@FunctionalInterface
public interface CsrfCheck {
  /** The connect parameter with the token. */
  String PARAM = "_csrf_token";

  /**
   * Whether the connect handler gets the session. On the event loop, must not block.
   *
   * @param token what the client sent as {@link #PARAM}, or null
   */
  boolean allows(Session session, @Nullable String token);

  /**
   * The token must be the text that the application put into the session under this key; the
   * default, with {@code _csrf_token}.
   */
  static CsrfCheck sessionValue(String key) {
    return (session, token) ->
        session.get(key) instanceof String expected && isSame(expected, token);
  }

  /**
   * The token must be the one that vertx-web's {@code CSRFHandler} issued for this session. Its age
   * is not checked.
   *
   * @param headerName as the handler was told, {@code X-XSRF-TOKEN} by default
   */
  static CsrfCheck csrfHandler(String headerName) {
    // The handler stores the session's id, a slash, and the token.
    return (session, token) ->
        token != null
            && session.get(headerName) instanceof String expected
            && isSame(expected, session.id() + "/" + token);
  }

  /** No token is needed. Safe only where {@code checkOrigin} names the origins that may connect. */
  static CsrfCheck none() {
    return (session, token) -> true;
  }

  private static boolean isSame(String expected, @Nullable String token) {
    return token != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }
}
