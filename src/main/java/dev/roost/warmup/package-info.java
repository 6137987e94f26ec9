/**
 * The warm-up of a server that has just started: {@link dev.roost.warmup.WarmUp} has the JVM load
 * and compile the engine before the first clients come, by connections to an endpoint of its own.
 */
@NullMarked
package dev.roost.warmup;

import org.jspecify.annotations.NullMarked;
