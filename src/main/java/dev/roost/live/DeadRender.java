package dev.roost.live;

import dev.roost.channel.ConnectInfo;
import dev.roost.channel.CsrfCheck;
import dev.roost.channel.Params;
import dev.roost.live.LiveRoute.Match;
import dev.roost.live.LiveTokens.SessionToken;
import dev.roost.live.LiveTokens.StaticToken;
import dev.roost.live.html.TrustedHtml;
import io.vertx.core.Future;
import io.vertx.ext.web.Session;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** Renders the first page of a view for a visitor, before it connects. */
final class DeadRender {
  private static final int CSRF_BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final LiveRoutes routes;
  private final Session session;

  DeadRender(LiveRoutes routes, Session session) {
    this.routes = routes;
    this.session = session;
  }

  /**
   * Mounts the view of a URL and renders it.
   *
   * @param flash messages of the page before, by kind
   */
  Future<LiveAnswer> render(Match match, Map<String, String> flash) {
    routes.counters().countPage();
    String csrfToken = csrfToken(session);
    String id = Container.randomId();
    String liveSession = match.route().session().name();
    DeadVisitor visitor = new DeadVisitor(routes, Owner.of(session.data()));
    Placement placement = new Placement(routes, visitor, id, liveSession, match);
    LiveProcess process =
        new LiveProcess(
            id, match.newView(), new DeadPort(routes.endpoint()), routes.tokens(), placement);
    Mount mount =
        new Mount(process, match.params(), session.data(), new Params(Map.of()), ConnectInfo.NONE);
    return process
        .mount(mount, match.route().session().hooks(), flash)
        .compose(done -> process.handleParams(match.params(), match.uri()))
        .compose(
            done -> {
              Navigation to = process.takeNavigation();
              return to == null
                  ? visitor
                      .fill(process.renderer().html())
                      .map(html -> page(process, match, csrfToken, html))
                  : Future.succeededFuture(new LiveAnswer.Redirect(to.to(), process.flash()));
            });
  }

  private LiveAnswer page(LiveProcess process, Match match, String csrfToken, String html) {
    Instant now = Instant.now();
    String id = process.id();
    String sessionToken =
        routes
            .tokens()
            .session(
                new SessionToken(
                    id,
                    process.view().getClass().getName(),
                    match.route().session().name(),
                    null,
                    false,
                    Owner.of(session.data()),
                    Map.of()),
                now);
    String staticToken = routes.tokens().statics(new StaticToken(id, process.flash()), now);
    return new LiveAnswer.Page(
        process.title(),
        csrfToken,
        new TrustedHtml(Container.main(id, sessionToken, staticToken, html)),
        process.flash());
  }

  private static String csrfToken(Session session) {
    String token = session.get(CsrfCheck.PARAM);
    if (token == null) {
      byte[] random = new byte[CSRF_BYTES];
      RANDOM.nextBytes(random);
      token = Base64.getUrlEncoder().encodeToString(random);
      session.put(CsrfCheck.PARAM, token);
    }
    return token;
  }
}
