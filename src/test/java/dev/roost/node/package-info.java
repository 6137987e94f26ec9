/**
 * Runs the test programs of {@code src/test/node} and turns their output into tests. Serializes
 * tests that start many processes.
 */
@NullMarked
package dev.roost.node;

import org.jspecify.annotations.NullMarked;
