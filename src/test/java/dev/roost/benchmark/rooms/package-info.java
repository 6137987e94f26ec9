/** The rooms as {@code .ci/compare --rooms} puts typists on them. */
@NullMarked
package dev.roost.benchmark.rooms;

import org.jspecify.annotations.NullMarked;
