/**
 * Rooms that exist by their messages, for users and, if the settings admit them, for guests: {@code
 * room:<name>} stores messages, {@code room:lobby} does not. Each person present has a unique name.
 */
@NullMarked
package dev.roost.rooms.talk;

import org.jspecify.annotations.NullMarked;
