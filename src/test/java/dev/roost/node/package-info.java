/**
 * Runs the test programs of {@code src/test/node} and makes tests of what they print. Keeps tests
 * that start many processes from running at once.
 */
@NullMarked
package dev.roost.node;

import org.jspecify.annotations.NullMarked;
