/** Tests of the rooms to talk in. */
@NullMarked
package dev.roost.rooms.talk;

import org.jspecify.annotations.NullMarked;
