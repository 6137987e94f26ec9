/** Tests of the users. */
@NullMarked
package dev.roost.rooms.sessions;

import org.jspecify.annotations.NullMarked;
