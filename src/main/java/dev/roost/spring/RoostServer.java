package dev.roost.spring;

import dev.roost.Endpoint;
import dev.roost.EndpointServer;
import dev.roost.SocketMount;
import dev.roost.channel.ConnectHandler;
import dev.roost.presence.Presence;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * Serves the endpoint while the application runs. It starts after all other beans, and drains
 * before any of them stops: before the web server, message listeners and data sources. Until they
 * have stopped, broadcasts still reach the clients of other nodes.
 */
public final class RoostServer implements SmartLifecycle, DisposableBean {
  /** The property with the port that the server listens on, for tests with {@code roost.port=0}. */
  public static final String PORT_PROPERTY = "local.roost.port";

  private static final long LISTEN_SECONDS = 60;

  private final Endpoint endpoint;
  private final RoostProperties properties;
  private final Served served;
  private final Environment environment;
  private volatile @Nullable EndpointServer server;

  /** The application's beans that the endpoint serves. */
  record Served(
      @Nullable ConnectHandler connectHandler,
      ChannelBeans channels,
      Presence presence,
      List<RoostConfigurer> configurers,
      List<EndpointWatcher> watchers) {}

  RoostServer(
      Endpoint endpoint, RoostProperties properties, Served served, Environment environment) {
    this.endpoint = endpoint;
    this.properties = properties;
    this.served = served;
    this.environment = environment;
  }

  /**
   * The port that it listens on.
   *
   * @throws IllegalStateException if it does not run
   */
  public int port() {
    EndpointServer running = server;
    if (running == null) {
      throw new IllegalStateException("the server does not run");
    }
    return running.port();
  }

  /** The first phase to stop and the last to start. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE;
  }

  /** Never: its connections would be lost. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }

  @Override
  public void start() {
    if (endpoint.isDraining()) {
      throw new IllegalStateException(
          "the endpoint was drained and cannot start again: restart the application");
    }
    describeSockets();
    served.watchers.forEach(watcher -> watcher.watch(endpoint));
    HttpServerOptions options =
        new HttpServerOptions().setHost(properties.host()).setPort(properties.port());
    served.configurers.forEach(configurer -> configurer.configureServer(options));
    EndpointServer started = listen(options);
    server = started;
    publishPort(started.port());
  }

  private EndpointServer listen(HttpServerOptions options) {
    try {
      return endpoint.listen(options, this::addRoutes).await(LISTEN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Roost did not start to listen in time", e);
    } catch (Exception e) {
      throw e instanceof RuntimeException unexpected ? unexpected : cannotListen(options, e);
    }
  }

  private static StartFailure cannotListen(HttpServerOptions options, Exception reason) {
    return new StartFailure(
        "Roost cannot listen on " + options.getHost() + ":" + options.getPort() + ": " + reason,
        "Stop what listens there, or set roost.port and roost.host.",
        reason);
  }

  private void addRoutes(Router router) {
    served.configurers.forEach(configurer -> configurer.configureRoutes(router));
  }

  private void describeSockets() {
    ConnectHandler handler = served.connectHandler;
    if (handler != null) {
      endpoint.socket(properties.path(), socket -> describe(socket.connect(handler)));
    } else if (!served.channels.isEmpty()) {
      throw new StartFailure(
          "There are channels with @RoostChannel, but nothing decides who may connect to them.",
          "Declare a bean of type " + ConnectHandler.class.getName() + ", or a JwtDecoder.");
    }
    served.configurers.forEach(configurer -> configurer.configureEndpoint(endpoint));
    if (sockets().isEmpty()) {
      throw new StartFailure(
          "Roost is on the class path, but there is nothing to serve.",
          "Declare a bean of type "
              + ConnectHandler.class.getName()
              + " and channels with @RoostChannel, or set roost.enabled=false.");
    }
  }

  private void describe(SocketMount socket) {
    SocketProperties.apply(properties, socket);
    socket.presence(served.presence);
    served.configurers.forEach(configurer -> configurer.configureSocket(socket));
    served.channels.addTo(socket);
  }

  private Set<String> sockets() {
    return endpoint.metrics().keySet();
  }

  private void publishPort(int port) {
    if (environment instanceof ConfigurableEnvironment configurable) {
      configurable
          .getPropertySources()
          .addFirst(new MapPropertySource("roost.ports", Map.of(PORT_PROPERTY, port)));
    }
  }

  /** Drains the connections; the callback is called when all of them are closed. */
  @Override
  public void stop(Runnable callback) {
    endpoint
        .drainConnections()
        .onComplete(
            drained -> {
              server = null;
              callback.run();
            });
  }

  /** Drains the connections, and waits until all of them are closed. */
  @Override
  public void stop() {
    CountDownLatch drained = new CountDownLatch(1);
    stop(drained::countDown);
    try {
      drained.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for a drain that is under way. Spring does not, if a lifecycle bean depends on this one:
   * it takes that bean's end for the end of both.
   */
  @Override
  public void destroy() {
    if (isRunning()) {
      stop();
    }
  }
}
