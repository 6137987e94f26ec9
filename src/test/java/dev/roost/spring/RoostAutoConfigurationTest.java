package dev.roost.spring;

import static dev.roost.spring.SpringApplications.JOIN;
import static dev.roost.spring.SpringApplications.connect;
import static dev.roost.spring.SpringApplications.join;
import static dev.roost.spring.SpringApplications.port;
import static dev.roost.spring.SpringApplications.runner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.SocketMount;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.internal.pubsub.ClusterNodes;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.transport.RawWebSocket;
import dev.roost.spring.SpringApplications.Rooms;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Scope;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** An application with channels and a connect handler as beans. */
@Timeout(60)
class RoostAutoConfigurationTest {
  // -- Beans

  @Test
  void channelsAndConnectHandlersAreBeans() {
    runner(Rooms.class)
        .run(
            context -> {
              try (RawWebSocket client = join(context)) {
                client.sendText("[\"1\",\"2\",\"room:a\",\"greet\",{\"fullName\":\"Ann\"}]");
                assertThat(client.receiveText()).contains("{\"fullText\":\"hello Ann\"}");
                client.sendText("[\"1\",\"3\",\"room:a\",\"greet\",{}]");
                assertThat(client.receiveText()).contains("\"fullName\":\"is missing\"");
              }
            });
  }

  static class NamedChannel extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok(Map.of("channel", getClass().getSimpleName()));
    }
  }

  @RoostChannel({"*", "other:*"})
  private static class AnyChannel extends NamedChannel {}

  @RoostChannel("room:*")
  private static class AnyRoomChannel extends NamedChannel {}

  @RoostChannel("room:vip:*")
  static class VipChannel extends NamedChannel {}

  @RoostChannel("room:lobby")
  private static class LobbyChannel extends NamedChannel {}

  @Configuration(proxyBeanMethods = false)
  private static class AcceptAll {
    @Bean
    ConnectHandler connectHandler() {
      return ConnectHandler.acceptAll();
    }
  }

  @Test
  void mostSpecificPatternServesATopic() {
    runner(AcceptAll.class)
        // In bean order, the first would serve everything.
        .withUserConfiguration(AnyChannel.class, AnyRoomChannel.class)
        .withUserConfiguration(VipChannel.class, LobbyChannel.class)
        .run(
            context -> {
              try (RawWebSocket client = connect(context)) {
                Map<String, String> expected =
                    Map.of(
                        "room:a", "AnyRoomChannel",
                        "room:vip:a", "VipChannel",
                        "room:lobby", "LobbyChannel",
                        "other:a", "AnyChannel",
                        "else", "AnyChannel");
                for (Map.Entry<String, String> entry : expected.entrySet()) {
                  client.sendText(JOIN.replace("room:a", entry.getKey()));
                  assertThat(client.receiveText())
                      .as(entry.getKey())
                      .contains("\"" + entry.getValue() + "\"");
                }
              }
            });
  }

  @Test
  void channelsDoNotTakeTheirTopicsAsBeanNames() {
    runner(Rooms.class)
        .run(
            context -> assertThat(context).doesNotHaveBean("room:*").hasSingleBean(Endpoint.class));
  }

  // -- Applications that cannot start

  private static void assertFails(ApplicationContextRunner runner, String... messages) {
    runner.run(
        context -> {
          assertThat(context).hasFailed();
          assertThat(context.getStartupFailure()).rootCause().message().contains(messages);
        });
  }

  /** The analysis that Spring Boot prints. */
  private static FailureAnalysis analysis(Throwable failure) {
    return SpringFactoriesLoader.forDefaultResourceLocation()
        .load(
            FailureAnalyzer.class,
            // Skip analyzers that need an application.
            FailureHandler.handleMessage((message, cause) -> {}))
        .stream()
        .map(analyzer -> analyzer.analyze(failure))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  private static void assertExplains(
      ApplicationContextRunner runner, String description, String action) {
    runner.run(
        context -> {
          assertThat(context).hasFailed();
          FailureAnalysis analysis = analysis(context.getStartupFailure());
          assertThat(analysis.getDescription()).contains(description);
          assertThat(analysis.getAction()).contains(action);
        });
  }

  @Test
  void channelsWithoutAConnectHandlerDoNotStart() {
    assertExplains(
        runner(AnyChannel.class),
        "nothing decides who may connect",
        ConnectHandler.class.getName());
  }

  @Test
  void applicationWithoutChannelsDoesNotStart() {
    assertExplains(runner(), "nothing to serve", "roost.enabled=false");
    runner()
        .withPropertyValues("roost.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Endpoint.class));
  }

  @RoostChannel("room:*")
  @Scope("singleton")
  private static class SingletonChannel extends NamedChannel {}

  @RoostChannel("room:*")
  private static class NoChannel {}

  @Test
  void beansThatCannotServeTopicsDoNotStart() {
    assertExplains(
        runner(AcceptAll.class, SingletonChannel.class), "is a singleton", "scope prototype");
    assertExplains(runner(AcceptAll.class, NoChannel.class), "is no channel", "extend");
    assertExplains(
        runner(Rooms.class, AnyRoomChannel.class),
        "Two channels serve the topics room:*",
        "the pattern");
  }

  /** Proxies beans, like {@code @Transactional}. */
  private static final class Proxies implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      if (!(bean instanceof VipChannel)) {
        return bean;
      }
      ProxyFactory proxy = new ProxyFactory(bean);
      proxy.setProxyTargetClass(true);
      return proxy.getProxy();
    }
  }

  @Test
  void joinOfAProxiedChannelExplainsTheFix() {
    runner(AcceptAll.class, VipChannel.class, Proxies.class)
        .run(
            context -> {
              try (CapturedLog log = new CapturedLog();
                  RawWebSocket client = connect(context)) {
                client.sendText(JOIN.replace("room:a", "room:vip:a"));
                assertThat(client.receiveText()).contains("join crashed");
                assertThat(log.errors()).anyMatch(line -> line.contains("to a service"));
              }
            });
  }

  @Test
  void takenPortStopsTheApplication() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertExplains(
          runner(Rooms.class).withPropertyValues("roost.port=" + port),
          "cannot listen on 127.0.0.1:" + port,
          "roost.port");
    }
  }

  // -- Properties

  @Test
  void propertiesLimitClients() {
    runner(Rooms.class)
        .withPropertyValues(
            "roost.path=/live",
            "roost.origins=https://example.com",
            "roost.limits.max-channels=1",
            "roost.limits.max-message-size=1KB",
            "roost.secret-key-base=" + "s".repeat(64))
        .run(
            context -> {
              String uri = "/live/websocket?vsn=2.0.0";
              try (RawWebSocket stranger = RawWebSocket.connect(port(context))) {
                assertThat(stranger.upgrade(uri, "Origin: https://evil.example").status())
                    .isEqualTo(403);
              }
              try (RawWebSocket client =
                  RawWebSocket.open(port(context), uri, "Origin: https://example.com")) {
                client.sendText(JOIN);
                assertThat(client.receiveText()).contains("\"ok\"");
                client.sendText(JOIN.replace("room:a", "room:b"));
                assertThat(client.receiveText()).contains("\"error\"");
                client.sendText(JOIN.replace("{}", "{\"a\":\"" + "a".repeat(2_000) + "\"}"));
                assertThat(client.receiveClose()).isEqualTo(1_009);
              }
              assertThat(context.getBean(Endpoint.class).tokens("salt")).isNotNull();
              assertThat(context.getBean(RoostProperties.class).toString()).doesNotContain("ssss");
            });
  }

  @Test
  void invalidPropertiesAreRefused() {
    assertFails(runner(Rooms.class).withPropertyValues("roost.secret-key-base=short"), "32 bytes");
    assertFails(
        runner(Rooms.class).withPropertyValues("roost.limits.max-connections=0"),
        "maxConnections: expected 1 or more, found 0");
  }

  @Configuration(proxyBeanMethods = false)
  private static class Configured implements RoostConfigurer {
    final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    public void configureOptions(EndpointOptions options) {
      calls.add("options");
    }

    @Override
    public void configureSocket(SocketMount socket) {
      calls.add("socket");
      socket.channel("room:lobby", LobbyChannel::new);
    }

    @Override
    public void configureEndpoint(Endpoint endpoint) {
      calls.add("endpoint");
      endpoint.socket("/second", socket -> socket.connect(ConnectHandler.acceptAll()));
    }

    @Override
    public void configureServer(HttpServerOptions options) {
      calls.add("server");
    }

    @Override
    public void configureRoutes(Router router) {
      calls.add("routes");
      router.get("/hello").handler(context -> context.end("hello"));
    }
  }

  @Test
  void configurersExtendTheProperties() {
    runner(Rooms.class, Configured.class)
        .run(
            context -> {
              assertThat(context.getBean(Configured.class).calls)
                  .containsExactly("options", "socket", "endpoint", "server", "routes");
              assertThat(context.getBean(Endpoint.class).paths())
                  .containsExactly("/socket", "/second");
              try (RawWebSocket client = connect(context)) {
                client.sendText(JOIN.replace("room:a", "room:lobby"));
                assertThat(client.receiveText()).contains("LobbyChannel");
              }
            });
  }

  // -- Start and stop

  /** Has the phase of the graceful shutdown of Spring Boot's web servers. */
  private static final class WebServer implements SmartLifecycle {
    final List<String> events = new ArrayList<>();
    private final ApplicationContext context;
    private boolean running;

    // A bean with an injected server would start after it in any phase.
    WebServer(ApplicationContext context) {
      this.context = context;
    }

    private boolean roostRuns() {
      return context.getBean(RoostServer.class).isRunning();
    }

    @Override
    public int getPhase() {
      return SmartLifecycle.DEFAULT_PHASE - 1_024;
    }

    @Override
    public void start() {
      running = true;
      events.add("started, Roost runs: " + roostRuns());
    }

    @Override
    public void stop() {
      running = false;
      events.add("stopped, Roost runs: " + roostRuns());
      // A request in progress may still publish.
      Endpoint endpoint = context.getBean(Endpoint.class);
      endpoint.broadcast("room:a", "late", Map.of());
      events.add("closed: " + endpoint.isClosed());
    }

    @Override
    public boolean isRunning() {
      return running;
    }
  }

  @Configuration(proxyBeanMethods = false)
  private static class WithWebServer {
    @Bean
    WebServer webServer(ApplicationContext context) {
      return new WebServer(context);
    }
  }

  @Test
  void startsAfterTheWebServerAndDrainsBefore() {
    List<WebServer> webServers = new ArrayList<>();
    List<Endpoint> endpoints = new ArrayList<>();
    List<RawWebSocket> clients = new ArrayList<>();
    runner(Rooms.class, WithWebServer.class)
        .withPropertyValues("roost.drain.batch-interval=20ms")
        .run(
            context -> {
              webServers.add(context.getBean(WebServer.class));
              endpoints.add(context.getBean(Endpoint.class));
              clients.add(join(context));
              Thread closing = new Thread(context::close);
              closing.start();
              assertThat(clients.get(0).receiveClose()).isEqualTo(1_012);
              clients.get(0).sendClose(1_012);
              closing.join(30_000);
              assertThat(closing.isAlive()).isFalse();
            });
    assertThat(webServers.get(0).events)
        .containsExactly(
            "started, Roost runs: false", "stopped, Roost runs: false", "closed: false");
    assertThat(endpoints.get(0).isClosed()).isTrue();
  }

  /** Stops immediately. */
  private static final class Dependent implements SmartLifecycle {
    private boolean running;

    @Override
    public int getPhase() {
      return SmartLifecycle.DEFAULT_PHASE - 1_024;
    }

    @Override
    public void start() {
      running = true;
    }

    @Override
    public void stop() {
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }
  }

  @Configuration(proxyBeanMethods = false)
  private static class WithDependent {
    @Bean
    @DependsOn("roostServer")
    Dependent dependent() {
      return new Dependent();
    }
  }

  @Test
  void dependentLifecycleBeansDoNotShortenTheDrain() {
    runner(Rooms.class, WithDependent.class)
        // The drain closes the connection only after this delay.
        .withPropertyValues("roost.drain.pause=300ms")
        .run(
            context -> {
              try (RawWebSocket client = join(context)) {
                Thread closing = new Thread(context::close);
                closing.start();
                assertThat(client.receiveClose()).isEqualTo(1_012);
                client.sendClose(1_012);
                closing.join(30_000);
                assertThat(closing.isAlive()).isFalse();
              }
            });
  }

  @Configuration(proxyBeanMethods = false)
  private static class OwnVertx {
    static Vertx vertx;

    @Bean(destroyMethod = "")
    Vertx vertx() {
      return vertx;
    }
  }

  @Test
  void applicationsVertxStaysOpen() throws Exception {
    OwnVertx.vertx = Vertx.vertx();
    try {
      runner(Rooms.class, OwnVertx.class)
          .run(
              context ->
                  assertThat(context.getBean(Endpoint.class).vertx()).isSameAs(OwnVertx.vertx));
      // A closed Vert.x would refuse this.
      OwnVertx.vertx.executeBlocking(() -> "done").toCompletionStage().toCompletableFuture().join();
    } finally {
      OwnVertx.vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  @Test
  void clusteredVertxJoinsTheEndpointToTheCluster() {
    OwnVertx.vertx = ClusterNodes.startBuses(1).get(0);
    try {
      runner(Rooms.class, OwnVertx.class)
          .run(context -> assertThat(context.getBean(Endpoint.class).cluster()).isNotNull());
    } finally {
      OwnVertx.vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
