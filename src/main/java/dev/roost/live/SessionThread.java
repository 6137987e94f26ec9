package dev.roost.live;

import io.vertx.core.Context;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SessionHandler;

/**
 * Checks that a session handler goes on with a request on the event loop of its connection. A store
 * that completes elsewhere would let two threads use one connection.
 */
final class SessionThread {
  private static final String KEY = "dev.roost.live.thread";

  private SessionThread() {}

  /**
   * Adds the session handler to a router, with the check around it.
   *
   * @param order of the first of three routes
   */
  static void checked(Router router, int order, SessionHandler sessions) {
    router.route().order(order).handler(SessionThread::note);
    router.route().order(order + 1).handler(sessions);
    router.route().order(order + 2).handler(SessionThread::check);
  }

  private static void note(RoutingContext context) {
    if (Context.isOnEventLoopThread()) {
      context.put(KEY, Thread.currentThread());
    }
    context.next();
  }

  private static void check(RoutingContext context) {
    Thread owner = context.remove(KEY);
    if (owner == null || owner == Thread.currentThread()) {
      context.next();
    } else {
      context.fail(
          new IllegalStateException(
              "expected the session store to complete on \""
                  + owner.getName()
                  + "\", found \""
                  + Thread.currentThread().getName()
                  + "\"; give LiveOptions.sessions a factory, so that each event loop has a store"
                  + " of its own"));
    }
  }
}
