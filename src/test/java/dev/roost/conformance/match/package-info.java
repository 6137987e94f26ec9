/**
 * The values of recorded scenarios and their comparison with received ones: lossless JSON, bytes as
 * readable text, and names for values that are unknown beforehand.
 */
@NullMarked
package dev.roost.conformance.match;

import org.jspecify.annotations.NullMarked;
