/** Tests of names. */
@NullMarked
package dev.roost.rooms.names;

import org.jspecify.annotations.NullMarked;
