/** Tests of sessions. */
@NullMarked
package dev.roost.rooms.sessions;

import org.jspecify.annotations.NullMarked;
