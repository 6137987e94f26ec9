/**
 * An operations dashboard, in the manner of Phoenix's LiveDashboard: the nodes of a cluster, their
 * connections, topics, messages, queues, memory and event loops, each changing by the second. It
 * finds connections and topics, and closes a connection.
 *
 * <pre>{@code
 * Dashboard dashboard = Dashboard.create(endpoint, new DashboardOptions().key(adminKey));
 * endpoint.listen(new HttpServerOptions().setPort(4000), dashboard::mount);
 * }</pre>
 *
 * <p>A {@link dev.roost.dashboard.Dashboard} is a set of live views behind a sign-in form. While
 * someone watches, one {@code ClusterSampler} a node asks all nodes for their figures once a second
 * and gives them to all viewers of its node. The nodes ask each other by broadcasts of encrypted
 * messages, see {@code NodeLink}. Without viewers, it measures nothing.
 *
 * <p>This package is optional: nothing of the library uses it.
 */
@NullMarked
package dev.roost.dashboard;

import org.jspecify.annotations.NullMarked;
