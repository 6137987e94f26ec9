/** Tests of the challenge rooms. */
@NullMarked
package dev.roost.rooms.challenges;

import org.jspecify.annotations.NullMarked;
