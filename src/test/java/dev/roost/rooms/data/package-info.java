/** Tests of the data directory. */
@NullMarked
package dev.roost.rooms.data;

import org.jspecify.annotations.NullMarked;
