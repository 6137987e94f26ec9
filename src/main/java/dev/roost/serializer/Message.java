package dev.roost.serializer;

import org.jspecify.annotations.Nullable;

/**
 * One message to or from a client: the five elements of Phoenix's {@code Phoenix.Socket.Message}.
 *
 * @param joinRef the ref of the join that this message belongs to, or null
 * @param ref the ref under which the sender expects a reply, or null
 * @param topic such as {@code room:lobby}
 * @param event such as {@code new_msg}, or one of {@link Events}
 * @param payload any JSON value, or binary
 */
public record Message(
    @Nullable Ref joinRef, @Nullable Ref ref, String topic, String event, Payload payload) {}
