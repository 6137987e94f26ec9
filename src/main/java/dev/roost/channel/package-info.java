/**
 * Channels, and the socket that they belong to: the classes that an application extends and
 * receives.
 *
 * <p>A {@link dev.roost.channel.Channel} serves one client on one topic. A new instance is made for
 * each join, so its fields are its state:
 *
 * <pre>{@code
 * final class RoomChannel extends Channel {
 *   private int messages;
 *
 *   RoomChannel() {
 *     on("new_msg", NewMessage.class, (message, push) -> {
 *       messages++;
 *       broadcast("new_msg", message);
 *     });
 *   }
 *
 *   @Override
 *   public Reply join(Join join) {
 *     return join.topicSuffix().isEmpty() ? Reply.error(Map.of("reason", "no room")) : Reply.ok();
 *   }
 * }
 * }</pre>
 *
 * <p>Every callback of all channels of one connection runs on that connection's event loop, one at
 * a time: fields need no locks, and nothing in a callback may block. Work that blocks goes through
 * {@link dev.roost.channel.Channel#executeBlocking}, work that takes time returns a {@link
 * io.vertx.core.Future}.
 *
 * <p>A {@link dev.roost.channel.RawSocket} serves one client of a socket that has no channels.
 *
 * <p>A {@link dev.roost.channel.ConnectHandler} decides who may connect and what their channels
 * know about them.
 */
@NullMarked
package dev.roost.channel;

import org.jspecify.annotations.NullMarked;
