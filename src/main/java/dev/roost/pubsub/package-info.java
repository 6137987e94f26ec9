/**
 * The history of a topic's broadcasts: a {@link dev.roost.pubsub.History} for each topic, and
 * {@link dev.roost.pubsub.HistoryBounds} for all of a node. Broadcasts are sent by {@code
 * dev.roost.Endpoint} and by channels.
 */
@NullMarked
package dev.roost.pubsub;

import org.jspecify.annotations.NullMarked;
