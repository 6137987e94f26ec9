/** Runs the test programs of {@code src/test/node} and makes tests of what they print. */
@NullMarked
package dev.roost.node;

import org.jspecify.annotations.NullMarked;
