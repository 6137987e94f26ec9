package dev.roost.metrics;

/**
 * Counts of a node's histories since its start.
 *
 * @param topics topics that have a history
 * @param bytes bytes of payloads they keep
 * @param recorded broadcasts that were kept
 * @param resumed joins that got all they had missed
 * @param replayed broadcasts they got so
 * @param gaps joins that were told of a gap
 * @param tooManyTopics subscribers whose topic got no history by {@link
 *     dev.roost.pubsub.HistoryBounds#topics}
 */
public record HistorySnapshot(
    long topics,
    long bytes,
    long recorded,
    long resumed,
    long replayed,
    long gaps,
    long tooManyTopics) {}
