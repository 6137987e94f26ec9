package dev.roost.metrics;

/**
 * A topic as it was at one moment, for operators.
 *
 * @param topic the topic
 * @param subscribers the channels and the server code of this node that subscribe to it
 */
public record TopicInfo(String topic, int subscribers) {}
