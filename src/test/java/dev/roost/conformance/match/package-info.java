/**
 * The values that recorded scenarios are written in, and how what came is compared with them: JSON
 * without loss, bytes as readable text, names for what is not known beforehand.
 */
@NullMarked
package dev.roost.conformance.match;

import org.jspecify.annotations.NullMarked;
