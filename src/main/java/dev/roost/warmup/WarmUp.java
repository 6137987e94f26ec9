package dev.roost.warmup;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.channel.ConnectResult;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the engine through handshakes, joins, pushes, broadcasts, presences and leaves, so that
 * the JVM has loaded and compiled much of it before the first clients come. After a deployment all
 * clients come back at once, and code that is not compiled yet needs several times the CPU.
 *
 * <pre>{@code
 * WarmUp.run(vertx, Duration.ofSeconds(2)).compose(done -> endpoint.listen(options, routes));
 * }</pre>
 *
 * <p>The connections are those of an endpoint of its own on a free port of 127.0.0.1, which ends
 * with the warm-up. The application's channels, listeners, metrics and presences do not see them,
 * and the other nodes of a cluster do not. Metrics of Vert.x itself count them.
 */
public final class WarmUp {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

  private static final String HOST = "127.0.0.1";

  private static final int FULL_ROUND_EVERY = 4;

  private WarmUp() {}

  /**
   * Warms the engine up. From any thread.
   *
   * @param limit the time after which no further round of connections begins. The first one, which
   *     loads the classes, takes place with any limit but zero, for which there is no warm-up
   * @return completes with the number of connections that were served. Does not fail: a failure is
   *     logged, and the server starts as it would without a warm-up
   */
  public static Future<Integer> run(Vertx vertx, Duration limit) {
    if (limit.isZero() || limit.isNegative()) {
      return Future.succeededFuture(0);
    }
    // The next line in the log is that of its server.
    log.info("warming up over a free port of {}: limit={} ms", HOST, limit.toMillis());
    long deadline = System.nanoTime() + limit.toNanos();
    return Future.succeededFuture(vertx)
        .compose(running -> serve(running, deadline))
        .onSuccess(connections -> log.info("warmed up: connections={}", connections))
        .otherwise(
            failure -> {
              log.warn("warm-up failed, the server starts without it: {}", failure.toString());
              log.debug("warm-up failed", failure);
              return 0;
            });
  }

  private static Future<Integer> serve(Vertx vertx, long deadline) {
    Endpoint endpoint = endpoint(vertx);
    return endpoint
        .listen(new HttpServerOptions().setHost(HOST).setPort(0), router -> {})
        .compose(server -> vertx.executeBlocking(() -> connect(server, deadline), false))
        .eventually(endpoint::close);
  }

  private static Endpoint endpoint(Vertx vertx) {
    Endpoint endpoint = Endpoint.create(vertx, new EndpointOptions());
    Presence presence = endpoint.presence(new PresenceOptions());
    return endpoint.socket(
        LoopbackRound.PATH,
        socket ->
            socket
                .connect(request -> ConnectResult.accept().now())
                .channel(WarmUpChannel.TOPICS, WarmUpChannel::new)
                .channel(PresentChannel.TOPICS, () -> new PresentChannel(presence)));
  }

  private static int connect(EndpointServer server, long deadline) throws IOException {
    InetAddress host = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    int connections = 0;
    int rounds = 0;
    do {
      connections += new LoopbackRound(host, server.port()).run(rounds++ % FULL_ROUND_EVERY == 0);
    } while (System.nanoTime() < deadline);
    return connections;
  }
}
