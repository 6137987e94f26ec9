/** Tests of the lanes. */
@NullMarked
package dev.roost.rooms.lanes;

import org.jspecify.annotations.NullMarked;
