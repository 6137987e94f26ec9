package dev.roost.internal.endpoint;

import dev.roost.Endpoint;
import dev.roost.HttpLimits;
import dev.roost.internal.rate.LogLimit;
import dev.roost.internal.transport.http.HttpConnections;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the application's own HTTP server: its threads at mount and at each request, its options
 * as soon as they are known. For any thread.
 */
final class ServerCheck {
  private static final Logger log = LoggerFactory.getLogger(ServerCheck.class);

  private static final String EVENT_LOOP_NEEDED =
      "sockets need a server on an event loop. Deploy the verticle with ThreadingModel.EVENT_LOOP,"
          + " the default, and let channels that block extend BlockingChannel";

  private final EndpointLifecycle lifecycle;
  private final LogLimit refusals = new LogLimit();
  private final AtomicBoolean toldUnguarded = new AtomicBoolean();
  private final AtomicBoolean toldOptions = new AtomicBoolean();

  ServerCheck(EndpointLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /**
   * Refuses a worker or virtual-thread verticle, whose servers call handlers on such threads.
   *
   * @param call what was called, for the message
   */
  static void requireEventLoop(String call) {
    Context context = Vertx.currentContext();
    if (context != null && !context.isEventLoopContext()) {
      throw new IllegalStateException(
          call + " in a verticle on " + threads(context) + ": " + EVENT_LOOP_NEEDED);
    }
  }

  /** Handles the requests that the sockets can serve, and answers the others itself. */
  Handler<RoutingContext> before(Handler<RoutingContext> transport) {
    return request -> {
      if (permits(request)) {
        transport.handle(request);
      }
    };
  }

  private boolean permits(RoutingContext request) {
    if (lifecycle.isClosed()) {
      request.response().setStatusCode(503).end();
      return false;
    }
    Context context = Vertx.currentContext();
    if (context == null || !context.isEventLoopContext()) {
      if (refusals.permits()) {
        log.error(
            "refused connection: the server runs on {}, but {} path={}",
            threads(context),
            EVENT_LOOP_NEEDED,
            request.normalizedPath());
      }
      request.response().setStatusCode(500).end();
      return false;
    }
    if (!toldUnguarded.get()
        && HttpConnections.isUnguarded(request.request().connection())
        && toldUnguarded.compareAndSet(false, true)) {
      log.warn(
          "the HTTP server has no connectionHandler of the endpoint: HTTP timeouts and"
              + " maxConnectionsPerAddress do not hold, and connections count from the handshake"
              + " only. Make it of endpoint.serverOptions(options), and give it"
              + " connectionHandler(endpoint.connectionHandler(options))");
    }
    return true;
  }

  /**
   * Tells once if a server was made with options that {@link Endpoint#serverOptions} would raise.
   */
  void checkOptions(HttpServerOptions options, HttpLimits limits) {
    if ((options.getMaxHeaderSize() < limits.maxHeadersBytes()
            || options.getMaxInitialLineLength() < limits.maxRequestLineBytes())
        && toldOptions.compareAndSet(false, true)) {
      log.warn(
          "the HTTP server was not made of endpoint.serverOptions(options): requests with long"
              + " tokens get status 414 or 431 max_initial_line_length={} expected={}"
              + " max_header_size={} expected={}",
          options.getMaxInitialLineLength(),
          limits.maxRequestLineBytes(),
          options.getMaxHeaderSize(),
          limits.maxHeadersBytes());
    }
  }

  private static String threads(@Nullable Context context) {
    if (context == null) {
      return "threads of its own";
    }
    return switch (context.threadingModel()) {
      case WORKER -> "worker threads";
      case VIRTUAL_THREAD -> "virtual threads";
      default -> "threads that are no event loop";
    };
  }
}
