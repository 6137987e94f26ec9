package dev.roost.rooms.live;

import dev.roost.auth.TokenRefusedException;
import dev.roost.channel.CsrfCheck;
import dev.roost.live.LiveRoutes;
import dev.roost.rooms.auth.TokenUsers;
import dev.roost.rooms.sessions.SessionTokens;
import dev.roost.rooms.sessions.Sessions;
import dev.roost.rooms.signin.Accounts;
import dev.roost.rooms.users.User;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Objects;

/**
 * The forms that change who a visitor is: signing in, signing out here and everywhere. Each must
 * bring the session's CSRF token. To be mounted behind the session handler, on each router; safe
 * for any thread.
 */
final class SignInRoutes {
  private static final int MAX_BODY_BYTES = 10_000;
  private static final int SEE_OTHER = 303;
  private static final CsrfCheck CSRF = CsrfCheck.sessionValue(CsrfCheck.PARAM);

  private final LivePaths paths;
  private final Accounts accounts;
  private final SessionTokens tokens;
  private final Sessions sessions;
  private final TokenUsers users;
  private final Duration lifetime;

  /**
   * Routes.
   *
   * @param lifetime of a sign-in
   */
  SignInRoutes(
      LivePaths paths,
      Accounts accounts,
      SessionTokens tokens,
      Sessions sessions,
      TokenUsers users,
      Duration lifetime) {
    this.paths = paths;
    this.accounts = accounts;
    this.tokens = tokens;
    this.sessions = sessions;
    this.users = users;
    this.lifetime = lifetime;
  }

  void mount(Router router) {
    router
        .post(LivePaths.ROOT + "/*")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(SignInRoutes::checkCsrf);
    router.post(LivePaths.SESSION).handler(this::signIn);
    router.post(LivePaths.SIGN_OUT).handler(this::signOut);
    router.post(LivePaths.SIGN_OUT_EVERYWHERE).handler(this::signOutEverywhere);
  }

  private static void checkCsrf(RoutingContext context) {
    if (CSRF.allows(context.session(), context.request().getFormAttribute(CsrfCheck.PARAM))) {
      context.next();
    } else {
      context.fail(403);
    }
  }

  private void signIn(RoutingContext context) {
    String email = field(context, "user[email]").strip();
    String password = field(context, "user[password]");
    accounts
        .signIn(email, password, accounts.client(context.request()))
        .compose(
            found ->
                found
                    .map(user -> begin(context, user))
                    .orElseGet(() -> refuse(context, "Invalid email or password")))
        .recover(failure -> refuse(context, Refusals.text(failure, "You could not be signed in.")))
        .onFailure(context::fail);
  }

  private static String field(RoutingContext context, String name) {
    return Objects.requireNonNullElse(context.request().getFormAttribute(name), "");
  }

  private Future<Void> begin(RoutingContext context, User user) {
    return tokens
        .begin(user)
        .compose(
            signIn -> {
              Session session = context.session();
              LiveSession.put(session, signIn, lifetime);
              // A page of the visitor before must not act for the account.
              session.remove(CsrfCheck.PARAM);
              return redirect(context, paths.chats());
            });
  }

  private Future<Void> refuse(RoutingContext context, String reason) {
    LiveRoutes.putFlash(context, "error", reason);
    return redirect(context, paths.signIn());
  }

  private void signOut(RoutingContext context) {
    String id = context.session().get(LiveSession.ID);
    leave(context, id == null ? Future.succeededFuture() : sessions.end(id));
  }

  private void signOutEverywhere(RoutingContext context) {
    String token = context.session().get(LiveSession.TOKEN);
    if (token == null) {
      leave(context, Future.succeededFuture());
      return;
    }
    leave(
        context,
        users
            .find(token)
            .compose(found -> sessions.endAll(found.user().id()))
            .recover(
                failure ->
                    failure instanceof TokenRefusedException
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure)));
  }

  private void leave(RoutingContext context, Future<Void> ended) {
    ended
        .compose(
            done -> {
              context.session().destroy();
              return redirect(context, paths.signIn());
            })
        .onFailure(context::fail);
  }

  private static Future<Void> redirect(RoutingContext context, String path) {
    return context
        .response()
        .setStatusCode(SEE_OTHER)
        .putHeader(HttpHeaders.LOCATION, path)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end();
  }
}
