/**
 * Starting a Vert.x that is one of several: Hazelcast keeps the list of nodes and of event bus
 * registrations, and the event bus carries what the nodes tell each other.
 *
 * <pre>{@code
 * ClusterSettings settings =
 *     new ClusterSettings().host("10.0.0.1").members("10.0.0.1:5701", "10.0.0.2:5701");
 * ClusteredVertx.start(new VertxOptions(), settings).onSuccess(vertx -> {});
 * }</pre>
 *
 * <p>A {@link dev.roost.cluster.ClusterSettings} says where this node listens and how it finds the
 * others; {@link dev.roost.cluster.ClusteredVertx} starts it. Everything else is set so that a lost
 * node is noticed within {@link dev.roost.cluster.ClusterSettings#failureDetectionSeconds seconds}
 * and that the parts of a cluster that was torn apart become one again soon after they can reach
 * each other. Those who know Hazelcast may give a configuration file of their own; {@code
 * config/cluster.xml} is one to start from.
 *
 * <p>Every process that reaches the port of Hazelcast can become a member: run the cluster on a
 * private network. The event bus may use TLS, Hazelcast's own connections can't without its paid
 * edition.
 *
 * <p>This package needs {@code io.vertx:vertx-hazelcast}, which an application that has only one
 * node does not, and which therefore is an optional dependency.
 *
 * <p>{@link dev.roost.cluster.ClusterOptions} says how endpoints on such a Vert.x speak with each
 * other; {@link dev.roost.cluster.ClusterStatus} tells of the others. Both need no Hazelcast. This
 * package knows no other package of Roost.
 */
@NullMarked
package dev.roost.cluster;

import org.jspecify.annotations.NullMarked;
