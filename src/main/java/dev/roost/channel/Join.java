package dev.roost.channel;

import dev.roost.serializer.Payload;

/**
 * A client's request to join a topic.
 *
 * @param topic the whole topic, such as {@code room:lobby}
 * @param topicSuffix what the {@code *} of the route stands for, such as {@code lobby}; empty for a
 *     route without one
 * @param payload the join's parameters, any JSON value
 */
public record Join(String topic, String topicSuffix, Payload payload) {}
