/**
 * The endpoint and its options: an {@link dev.roost.Endpoint} holds sockets at paths, mounts them
 * on a vertx-web router, and broadcasts to their topics.
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
 * <p>Options are made the same way everywhere: a setter checks its value and returns the options,
 * and the method of the same name without an argument returns what was chosen. Values that are few
 * and belong together, such as {@link dev.roost.Rate}, are records. Options are filled in before
 * they are given away, and are not changed afterwards.
 */
@NullMarked
package dev.roost;

import org.jspecify.annotations.NullMarked;
