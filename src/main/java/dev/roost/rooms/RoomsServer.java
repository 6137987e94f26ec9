package dev.roost.rooms;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.SocketMount;
import dev.roost.auth.JwtKeys;
import dev.roost.auth.JwtVerifier;
import dev.roost.cluster.ClusterOptions;
import dev.roost.rooms.access.RoomAccess;
import dev.roost.rooms.accounts.AccountChanges;
import dev.roost.rooms.accounts.PasswordResetMails;
import dev.roost.rooms.api.AccessRoutes;
import dev.roost.rooms.api.AccountChangeRoutes;
import dev.roost.rooms.api.AccountRoutes;
import dev.roost.rooms.api.Api;
import dev.roost.rooms.api.Authentication;
import dev.roost.rooms.api.HistoryRoutes;
import dev.roost.rooms.api.PublicSettings;
import dev.roost.rooms.api.RequestBudgets;
import dev.roost.rooms.api.SessionRoutes;
import dev.roost.rooms.auth.AdminKeySecret;
import dev.roost.rooms.auth.ConfiguredKeys;
import dev.roost.rooms.auth.LongPollSecret;
import dev.roost.rooms.auth.SessionStates;
import dev.roost.rooms.auth.TokenIssuer;
import dev.roost.rooms.auth.TokenUsers;
import dev.roost.rooms.auth.UserConnect;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.challenges.ChallengeHistory;
import dev.roost.rooms.challenges.RunListener;
import dev.roost.rooms.config.MailSettings;
import dev.roost.rooms.config.Settings;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.lanes.Lanes;
import dev.roost.rooms.live.LiveChats;
import dev.roost.rooms.mail.Mailer;
import dev.roost.rooms.operations.Meters;
import dev.roost.rooms.operations.Operations;
import dev.roost.rooms.sessions.SessionTokens;
import dev.roost.rooms.sessions.Sessions;
import dev.roost.rooms.signin.Accounts;
import dev.roost.rooms.signin.ResetRateLimiter;
import dev.roost.rooms.signin.SignInGuard;
import dev.roost.rooms.signin.SqlKnownNetworks;
import dev.roost.rooms.users.Passwords;
import dev.roost.rooms.users.SqlUsers;
import dev.roost.rooms.users.Users;
import dev.roost.rooms.web.DevelopmentRoutes;
import dev.roost.rooms.web.PageRoutes;
import dev.roost.rooms.web.SecurityHeaders;
import dev.roost.warmup.WarmUp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The application, running. */
public final class RoomsServer {
  /** The web page on the class path, where the build puts it. */
  public static final String WEB_PAGE = "webroot";

  private final Vertx vertx;
  private final Settings settings;
  private final @Nullable Meters meters;
  private final Budgets budgets;

  private RoomsServer(Vertx vertx, Settings settings) {
    this.vertx = vertx;
    this.settings = settings;
    Meters counting = settings.operations().metrics() ? new Meters() : null;
    meters = counting;
    budgets =
        new Budgets(
            settings.budgets(), counting == null ? (budget, scope) -> {} : counting::countRefusal);
  }

  /**
   * Starts everything.
   *
   * @param vertx a node of a cluster if the settings say so
   * @param webPage the directory of the web page, see {@link PageRoutes}
   * @return fails with a {@link dev.roost.rooms.config.SettingsException} if the settings ask for
   *     something that is not there
   */
  public static Future<EndpointServer> start(Vertx vertx, Settings settings, String webPage) {
    return new RoomsServer(vertx, settings).start(webPage);
  }

  private Future<EndpointServer> start(String webPage) {
    int loops = Runtime.getRuntime().availableProcessors();
    Future<JwtKeys> keys = vertx.executeBlocking(() -> ConfiguredKeys.load(settings.jwt()));
    Future<TokenIssuer> issuer =
        keys.compose(found -> vertx.executeBlocking(() -> ConfiguredKeys.secret(settings.jwt())))
            .map(secret -> new TokenIssuer(vertx, secret, settings.jwt()));
    Future<Database> database = keys.compose(found -> Database.open(vertx, settings.database()));
    Future<Lanes> lanes = Lanes.open(vertx, loops);
    Future<Endpoint> endpoint = endpointSecret().compose(secret -> endpoint(loops, secret));
    Future<PageRoutes> page = PageRoutes.in(vertx, webPage, settings.proxy().basePath());
    Future<Sessions> sessions =
        Future.all(database, endpoint)
            .compose(
                ready ->
                    Sessions.open(
                        vertx,
                        endpoint.result(),
                        database.result(),
                        settings.sessions(),
                        settings.jwt().expiresSeconds()));
    Future<SignInGuard> guard =
        Future.all(database, endpoint)
            .compose(ready -> signInGuard(database.result(), endpoint.result()));
    Future<RoomAccess> access =
        Future.all(database, endpoint, lanes)
            .compose(
                ready ->
                    RoomAccess.open(
                        vertx,
                        endpoint.result(),
                        lanes.result(),
                        database.result(),
                        settings.access(),
                        settings.sessions().checkSeconds()));
    Future<Optional<PasswordResetMails>> resets = database.compose(this::passwordResets);
    return Future.all(List.of(issuer, access, sessions, guard, resets, page))
        .compose(
            ready ->
                serve(
                    endpoint.result(),
                    new Services(
                        vertx,
                        settings,
                        database.result(),
                        endpoint.result(),
                        lanes.result(),
                        access.result(),
                        budgets,
                        meters == null ? RunListener.NONE : meters.runs()),
                    keys.result(),
                    issuer.result(),
                    sessions.result(),
                    guard.result(),
                    resets.result(),
                    page.result()));
  }

  private Future<Optional<PasswordResetMails>> passwordResets(Database database) {
    if (settings.mail().isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    MailSettings mail = settings.mail().get();
    ResetRateLimiter limiter = new ResetRateLimiter(mail.resetsPerAddress(), mail.resetsPerEmail());
    return Mailer.open(vertx, mail)
        .map(
            mailer -> {
              if (meters != null) {
                meters.watch(mailer);
                meters.watch(limiter);
              }
              return Optional.of(new PasswordResetMails(database, mailer, limiter, settings));
            });
  }

  private Future<SignInGuard> signInGuard(Database database, Endpoint endpoint) {
    return vertx
        .executeBlocking(() -> ConfiguredKeys.secret(settings.jwt()))
        .map(
            secret ->
                new SignInGuard(
                    settings.signIn(),
                    // Without a secret this server makes no tokens, and no account signs in here.
                    new SqlKnownNetworks(
                        database, secret.orElseGet(() -> UUID.randomUUID().toString())),
                    endpoint::client))
        .onSuccess(
            guard -> {
              if (meters != null) {
                meters.watch(guard);
              }
            });
  }

  private Future<Optional<String>> endpointSecret() {
    boolean clustered = settings.cluster().isPresent();
    return vertx.executeBlocking(
        () ->
            settings
                .socket()
                .longPoll()
                .flatMap(longPoll -> LongPollSecret.find(longPoll, settings.jwt(), clustered))
                .or(
                    () ->
                        settings.live().enabled()
                            ? ConfiguredKeys.secret(settings.jwt()).map(LongPollSecret::derive)
                            : Optional.empty())
                // The dashboard needs one, the same on all nodes. These have the key.
                .or(() -> settings.operations().adminKey().map(AdminKeySecret::derive)));
  }

  private Future<Endpoint> endpoint(int loops, Optional<String> secret) {
    EndpointOptions options =
        new EndpointOptions()
            .checkOrigin(settings.originCheck())
            .trustedProxies(settings.proxy().proxies())
            .basePath(settings.proxy().basePath().prefix())
            .eventLoops(loops);
    secret.ifPresent(options::secretKeyBase);
    if (settings.operations().maxConnections() > 0) {
      options.maxConnections(settings.operations().maxConnections());
    }
    options.httpLimits(settings.operations().http().limits());
    if (settings.operations().maxConnectionsPerAddress() > 0) {
      options.maxConnectionsPerAddress(settings.operations().maxConnectionsPerAddress());
    }
    int budgetMib = settings.socket().outbound().budgetMib();
    if (budgetMib > 0) {
      options.outboundBudgetBytes((long) budgetMib << 20);
    }
    if (meters != null) {
      meters.register(options);
    }
    return settings.cluster().isPresent()
        ? Endpoint.join(vertx, options, new ClusterOptions())
        : Future.succeededFuture(Endpoint.create(vertx, options));
  }

  private Future<EndpointServer> serve(
      Endpoint endpoint,
      Services services,
      JwtKeys keys,
      TokenIssuer issuer,
      Sessions sessions,
      SignInGuard guard,
      Optional<PasswordResetMails> resets,
      PageRoutes page) {
    RequestBudgets requestBudgets = new RequestBudgets(budgets, endpoint::client);
    Users users = new SqlUsers(services.database());
    boolean issues = settings.jwt().algorithm().hasSecret();
    TokenUsers tokenUsers =
        new TokenUsers(
            JwtVerifier.create(vertx, keys, ConfiguredKeys.rules(settings.jwt())),
            issues ? sessions : SessionStates.NONE,
            users);
    SessionTokens tokens = new SessionTokens(sessions, issuer);
    Accounts accounts =
        new Accounts(users, new Passwords(vertx, settings.signIn().hashIterations()), guard);
    Api api =
        new Api(
            new Authentication(tokenUsers),
            new AccountRoutes(accounts, issues ? tokens : null),
            new AccountChangeRoutes(
                new AccountChanges(
                    endpoint, services.database(), accounts, sessions, services.access()),
                accounts,
                issues ? tokens : null,
                resets.orElse(null)),
            new SessionRoutes(sessions),
            services.challenges(),
            services.chats(),
            services.talkRoomList(),
            services.presence(),
            new AccessRoutes(services.access(), settings.access(), requestBudgets),
            new HistoryRoutes(
                vertx,
                new ChallengeHistory(vertx, services.database()),
                services.challengeRooms(),
                services.challenges(),
                services.access(),
                requestBudgets),
            requestBudgets,
            PublicSettings.of(settings),
            settings.proxy());
    endpoint.socket(
        "/socket",
        socket -> {
          socket.connect(UserConnect.handler(tokenUsers, users, settings.guests()));
          services.addChannels(socket);
          limitSocket(socket);
        });
    Optional<LiveChats> live =
        settings.live().enabled()
            ? Optional.of(
                new LiveChats(
                    endpoint,
                    settings,
                    new LiveChats.Rooms(
                        services.chats(),
                        services.chatRooms(),
                        services.access(),
                        services.presence(),
                        budgets),
                    new LiveChats.SignIns(accounts, tokens, sessions, tokenUsers),
                    page.entry(LiveChats.ENTRY),
                    this::limitSocket))
            : Optional.empty();
    Operations operations =
        new Operations(
            settings.operations(),
            endpoint,
            services.presence(),
            services.database(),
            meters,
            settings.signIn());
    return WarmUp.run(vertx, settings.operations().warmUp())
        .compose(
            warm ->
                endpoint.listen(
                    new HttpServerOptions().setHost(settings.host()).setPort(settings.port()),
                    router ->
                        addRoutes(
                            router,
                            operations,
                            api,
                            new DevelopmentRoutes(users, tokens),
                            live,
                            page)));
  }

  private void limitSocket(SocketMount socket) {
    socket.drainer(settings.operations().drain());
    SocketSetup.apply(settings.socket(), socket);
  }

  private void addRoutes(
      Router router,
      Operations operations,
      Api api,
      DevelopmentRoutes development,
      Optional<LiveChats> live,
      PageRoutes page) {
    router.route().handler(new SecurityHeaders());
    operations.mount(router);
    api.mount(router);
    if (settings.developmentTokens()) {
      development.mount(router);
    }
    live.ifPresent(chats -> chats.mount(router));
    page.mount(router);
    // By itself, the router would answer 405 to all that is no GET, as the page has every path.
    router.route().handler(context -> context.response().setStatusCode(404).end());
  }
}
