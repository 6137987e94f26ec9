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
 * <p><b>Your own serializer.</b> Implement {@link dev.roost.serializer.Serializer} and give it to
 * the socket:
 *
 * <pre>{@code
 * socket.serializers(
 *     Serializers.none().with("1.0", Serializers.version1()).with("2.0", new MySerializer()));
 * }</pre>
 *
 * <p>A format that differs from Phoenix's in some messages leaves the others to {@link
 * dev.roost.serializer.Serializers#version1} or {@link dev.roost.serializer.Serializers#version2}.
 * The building blocks are those of Phoenix's formats:
 *
 * <ul>
 *   <li>{@link dev.roost.serializer.EnvelopeFields} reads envelopes of JSON, {@link
 *       dev.roost.serializer.JsonWriter} writes them;
 *   <li>{@link dev.roost.serializer.BinaryReader} reads binary frames, {@link
 *       dev.roost.serializer.BinaryLayout} writes those with lengths, fields and data;
 *   <li>{@link dev.roost.serializer.Frame#text(int, Frame.Content)} and {@link
 *       dev.roost.serializer.Frame#binary(int, Frame.Content)} make frames of anything.
 * </ul>
 *
 * <p>What a format says beyond topic, event, refs and payload goes into {@linkplain
 * dev.roost.serializer.Payload#attributes attributes} of the payload, which channels read and set
 * and which cross nodes.
 */
@NullMarked
package dev.roost.serializer;

import org.jspecify.annotations.NullMarked;
