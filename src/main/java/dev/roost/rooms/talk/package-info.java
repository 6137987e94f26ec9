/**
 * Rooms that are there by being talked in, for users and, where they are let in, for guests: {@code
 * room:<name>}, which remembers what was said, and {@code room:lobby}, which does not. Who is there
 * goes by a name, which nobody else has at the time.
 */
@NullMarked
package dev.roost.rooms.talk;

import org.jspecify.annotations.NullMarked;
