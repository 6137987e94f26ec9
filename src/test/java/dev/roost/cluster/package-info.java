/** Tests of how a node finds the others, and of what it tells Hazelcast and the event bus. */
@NullMarked
package dev.roost.cluster;

import org.jspecify.annotations.NullMarked;
