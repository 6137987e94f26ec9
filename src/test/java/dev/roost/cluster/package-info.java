/** Tests of discovery between nodes, and of the configuration of Hazelcast and the event bus. */
@NullMarked
package dev.roost.cluster;

import org.jspecify.annotations.NullMarked;
