/**
 * Where it all comes together: an {@link dev.roost.Endpoint} holds sockets at paths, mounts them on
 * a vertx-web router, and broadcasts to their topics.
 *
 * <pre>{@code
 * Endpoint endpoint =
 *     Endpoint.create(vertx, new EndpointOptions())
 *         .socket(
 *             "/socket",
 *             socket ->
 *                 socket
 *                     .connect(ConnectHandler.acceptAll())
 *                     .channel("room:*", RoomChannel::new));
 * endpoint.listen(new HttpServerOptions().setPort(4000), router -> {});
 * }</pre>
 *
 * <p>It knows everything but the application.
 */
@NullMarked
package dev.roost;

import org.jspecify.annotations.NullMarked;
