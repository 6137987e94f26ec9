/**
 * The Phoenix Channels wire format, and nothing else: messages, payloads and the two serializers.
 *
 * <p>A {@link dev.roost.serializer.Serializer} turns the content of a WebSocket frame (or of one
 * long-poll message) into a {@link dev.roost.serializer.Message}, and turns messages, replies and
 * broadcasts into {@link dev.roost.serializer.Frame}s. A frame already has its WebSocket header in
 * front, so that the same bytes can be written to any number of connections.
 *
 * <p>Only the envelope of an incoming message is parsed. Its {@link dev.roost.serializer.Payload}
 * is checked to be JSON and kept as the bytes that came; it is decoded when a channel asks for it,
 * and copied as it is when a channel passes it on.
 *
 * <p>This package knows no other package of Roost.
 */
@NullMarked
package dev.roost.serializer;

import org.jspecify.annotations.NullMarked;
