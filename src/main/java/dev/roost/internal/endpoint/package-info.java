/**
 * The engine of endpoints: {@link dev.roost.internal.endpoint.EndpointEngine} implements {@link
 * dev.roost.Endpoint}. {@link dev.roost.internal.endpoint.MountedSockets} has the sockets and their
 * transports, {@link dev.roost.internal.endpoint.Servers} the HTTP servers, and {@link
 * dev.roost.internal.endpoint.Shutdown} the order in which all of it ends.
 *
 * <p>This package knows all packages but testing, micrometer and rooms. Only {@code
 * META-INF/services} and the testing kit know it.
 */
@NullMarked
package dev.roost.internal.endpoint;

import org.jspecify.annotations.NullMarked;
