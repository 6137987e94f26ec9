/**
 * Tests channels without a network, the counterpart of {@code Phoenix.ChannelTest}: clients that
 * are given to the protocol engine as a transport gives them to it, and assertions about what they
 * get. For JUnit or anything else that knows {@link java.lang.AssertionError}; none is needed.
 *
 * <pre>{@code
 * try (TestEndpoint endpoint =
 *     TestEndpoint.of(
 *         s -> s.connect(ConnectHandler.acceptAll()).channel("room:*", RoomChannel::new))) {
 *   TestChannel room = endpoint.connect().join("room:lobby");
 *   room.push("ping").assertReply("ok", exactly("pong"));
 * }
 * }</pre>
 *
 * <p>An assertion waits until it holds, for at most the {@linkplain
 * dev.roost.testing.TestEndpoint#timeout timeout}. A refutation looks once, when the server has
 * come to rest: nothing waits for its event loop, and nothing runs on worker threads. So a
 * refutation takes no time and does not pass by luck. It does not cover timers that fire later.
 *
 * <p>Everything goes through the real serializer, so payloads are what a client would see.
 */
@NullMarked
package dev.roost.testing;

import org.jspecify.annotations.NullMarked;
