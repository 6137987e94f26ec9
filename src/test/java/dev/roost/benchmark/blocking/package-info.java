/**
 * Compares blocking channels with plain ones: {@code .ci/blocking}. {@link
 * dev.roost.benchmark.blocking.BlockingLoad} starts a {@link
 * dev.roost.benchmark.blocking.BlockingServer} for each case, loads it and prints a table.
 */
@NullMarked
package dev.roost.benchmark.blocking;

import org.jspecify.annotations.NullMarked;
