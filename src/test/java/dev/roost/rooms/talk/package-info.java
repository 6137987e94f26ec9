/** Tests of the chat rooms. */
@NullMarked
package dev.roost.rooms.talk;

import org.jspecify.annotations.NullMarked;
