package dev.roost.internal.endpoint;

import dev.roost.EndpointOptions;
import dev.roost.internal.pubsub.Cluster;
import dev.roost.internal.pubsub.PubSub;
import dev.roost.internal.session.AssemblyBudget;
import dev.roost.internal.session.BlockingThreads;
import dev.roost.internal.session.ConnectionLimit;
import dev.roost.internal.session.CrashLog;
import dev.roost.internal.session.Observation;
import dev.roost.internal.session.Supervision;
import dev.roost.internal.transport.OutboundBudget;
import dev.roost.internal.transport.SocketsByClient;
import dev.roost.internal.transport.http.HttpConnections;
import dev.roost.proxy.TrustedProxies;
import org.jspecify.annotations.Nullable;

/**
 * The resources that the sockets and servers of one endpoint share.
 *
 * @param options as the application chose them
 * @param supervision what the endpoint imposes on its sockets
 * @param outbound bounds what waits for all clients
 * @param byClient bounds the WebSockets of each client address
 * @param http the connections of its servers
 * @param pubSub carries the broadcasts
 * @param cluster this node among others, or null if it is on its own
 */
record EndpointResources(
    EndpointOptions options,
    Supervision supervision,
    OutboundBudget outbound,
    SocketsByClient byClient,
    HttpConnections http,
    PubSub pubSub,
    @Nullable Cluster cluster) {

  static EndpointResources of(EndpointOptions options, PubSub pubSub, @Nullable Cluster cluster) {
    ConnectionLimit connections =
        ConnectionLimit.of(options.maxConnections(), options.maxAnonymousConnections());
    TrustedProxies proxies = options.trustedProxies();
    return new EndpointResources(
        options,
        supervision(options, connections),
        new OutboundBudget(options.outboundBudgetBytes()),
        new SocketsByClient(options.maxConnectionsPerAddress(), proxies),
        new HttpConnections(
            options.httpLimits(),
            connections,
            options.maxConnectionsPerAddress(),
            address -> proxies.contains(address.getHostAddress())),
        pubSub,
        cluster);
  }

  private static Supervision supervision(EndpointOptions options, ConnectionLimit connections) {
    return new Supervision(
        connections,
        options.filterParameters(),
        options.listener(),
        options.codec().validating(options.validator()),
        options.onError(),
        options.logStackTraces() ? CrashLog.WITH_STACK_TRACES : CrashLog.ONE_LINE,
        new BlockingThreads(options.blockingThreads()),
        new AssemblyBudget(options.assemblyBudgetBytes()),
        new Observation(options.tracing(), options.logContext()));
  }
}
