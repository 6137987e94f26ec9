/**
 * Classes that Hazelcast loads by name. Used by {@code dev.roost.cluster} only, and only where
 * {@code vertx-hazelcast} is on the class path.
 */
@NullMarked
package dev.roost.internal.hazelcast;

import org.jspecify.annotations.NullMarked;
